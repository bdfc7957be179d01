import { json, type VendorAnswer } from './vendor-server.js';

const USAGE = { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 };
const EVENTS = { 'content-type': 'text/event-stream' };
const CANDIDATES = [
  { content: { role: 'model', parts: [{ text: 'Ahoy' }] }, finishReason: 'STOP', index: 0 },
];

/** A good answer for every path of the vendor, in the dialect of that path. */
const ANSWERS: readonly (readonly [path: RegExp, answer: VendorAnswer])[] = [
  [
    /chat\/completions$/,
    json({
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Ahoy' }, finish_reason: 'stop' }],
      usage: USAGE,
    }),
  ],
  [
    /\/responses$/,
    json({
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      store: true,
      output: [
        {
          type: 'message',
          id: 'msg_1',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Ahoy', annotations: [] }],
        },
      ],
      usage: { input_tokens: 2, output_tokens: 1, total_tokens: 3 },
    }),
  ],
  [
    /\/messages$/,
    json({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text: 'Ahoy' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 2, output_tokens: 1 },
    }),
  ],
  [/count_tokens$/, json({ input_tokens: 3 })],
  [
    /\/v1\/completions$/,
    json({
      id: 'c',
      object: 'text_completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, text: 'Ahoy', logprobs: null, finish_reason: 'stop' }],
      usage: USAGE,
    }),
  ],
  [/\/moderations$/, json({ id: 'modr-1', model: 'm', results: [{ flagged: false }] })],
  [/\/rerank$/, json({ id: 'r', results: [{ index: 0, relevance_score: 0.5 }] })],
  [/\/embeddings$/, json({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: [1] }] })],
  [/:generateContent$/, json({ candidates: CANDIDATES })],
  [
    /:streamGenerateContent\?alt=sse$/,
    (_request, response) =>
      void response.writeHead(200, EVENTS).end(`data: ${JSON.stringify({ candidates: CANDIDATES })}\n\n`),
  ],
  [/:countTokens$/, json({ totalTokens: 3 })],
  [/:embedContent$/, json({ embedding: { values: [1] } })],
  [/:batchEmbedContents$/, json({ embeddings: [{ values: [1] }] })],
];

/** @throws Error for a path that no vendor has */
export const well: VendorAnswer = (request, response) => {
  const found = ANSWERS.find(([path]) => path.test(request.url));
  if (found === undefined) throw new Error(`no answer for ${request.url}`);
  found[1](request, response);
};
