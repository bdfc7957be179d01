import type { FinishReason, JsonObject, Part, Reply } from '@fairlead/plugin-sdk';

export interface Exam {
  /** Of the fixture, where the kit does not speak the vendor's protocol. */
  readonly name: string;
  /** What a caller of chat completions sends besides model and stream. */
  readonly ask: JsonObject;
  readonly reply: Reply;
}

const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });
const sail = {
  type: 'function',
  function: {
    name: 'sail',
    description: 'Sets the speed.',
    parameters: { type: 'object', properties: { knots: { type: 'number' } }, required: ['knots'] },
  },
};
const reply = (parts: readonly Part[], reason: FinishReason = 'stop', more: Partial<Reply> = {}): Reply => ({
  id: 'kit-1',
  model: 'kit-model',
  choices: [{ index: 0, parts, finish: { reason } }],
  usage: { tokens: { input: 12, output: 7 } },
  ...more,
});
const text = (words: string): Part => ({ kind: 'text', text: words });
const call = (id: string, input: object): Part => ({
  kind: 'tool_call',
  id,
  name: 'sail',
  input: JSON.stringify(input),
});

/** A dot of one pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const TEXT: Exam = { name: 'text', ask: user('Ahoy?'), reply: reply([text('Aye, captain: äöü 🚢')]) };

export const TOOLS: Exam = {
  name: 'tools',
  ask: { ...user('Seven knots, please.'), tools: [sail] },
  reply: reply([call('call_1', { knots: 7 })], 'tool_calls'),
};

export const PARALLEL_TOOLS: Exam = {
  name: 'parallel-tools',
  ask: { ...user('Seven knots, then nine.'), tools: [sail] },
  reply: reply([call('call_1', { knots: 7 }), call('call_2', { knots: 9 })], 'tool_calls'),
};

export const REASONING: Exam = {
  name: 'reasoning',
  ask: { ...user('How fast?'), reasoning_effort: 'low' },
  reply: reply([{ kind: 'reasoning', text: 'The wind is fair.' }, text('Nine knots.')]),
};

export const STRUCTURED: Exam = {
  name: 'structured',
  ask: {
    ...user('How fast? In JSON.'),
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'speed',
        strict: true,
        schema: {
          type: 'object',
          properties: { kit_knots: { type: 'number' } },
          required: ['kit_knots'],
          additionalProperties: false,
        },
      },
    },
  },
  reply: reply([text('{"kit_knots":9}')]),
};

export const IMAGE: Exam = {
  name: 'image',
  ask: user([
    { type: 'text', text: 'What is this?' },
    { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
  ]),
  reply: reply([text('A dot.')]),
};

export const USAGE: Exam = {
  name: 'usage',
  ask: user('Ahoy?'),
  reply: reply([text('Aye.')], 'stop', {
    usage: { tokens: { input: 100, cacheRead: 40, output: 20 } },
  }),
};

export const LENGTH: Exam = {
  name: 'length',
  ask: { ...user('Tell me everything.'), max_completion_tokens: 7 },
  reply: reply([text('It was a dark and')], 'length'),
};

export const STOP_SEQUENCE: Exam = {
  name: 'stop-sequence',
  ask: user('Count to three.'),
  reply: reply([text('one, two, ')], 'stop_sequence'),
};

export const CONTENT_FILTER: Exam = {
  name: 'content-filter',
  ask: user('Say something rude.'),
  reply: reply([text('You')], 'content_filter'),
};

/** A vendor that does not count. */
export const UNCOUNTED: Exam = {
  name: 'uncounted',
  ask: user('Ahoy?'),
  reply: {
    id: 'kit-1',
    model: 'kit-model',
    choices: [{ index: 0, parts: [text('Aye.')], finish: { reason: 'stop' } }],
  },
};
