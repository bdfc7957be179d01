import type OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import { runTool } from '../../tools.js';
import { connect, saysBroken, saysNotFound } from './connect.js';
import { responseParams, type ResponseParams } from './response-params.js';
import { responseCalls, responseSaid } from './response-said.js';

type Response = OpenAI.Responses.Response;

/** The API as it is: the caller reads the events and runs the tools. */
export const responseCreate: Client = {
  name: 'openai: responses.create()',
  finishes: { stop: 'completed', tools: 'completed', length: 'max_output_tokens' },
  asksForThoughts: true,
  cannot: {},
  saysNotFound,
  saysBroken,

  say: async (call, ask) => responseSaid(await respond(call, responseParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    const pieces: string[] = [];
    const onText = (text: string): void => {
      pieces.push(text);
      onPiece?.();
    };
    return responseSaid(await respondStreamed(call, responseParams(call.model, ask), onText, signal), pieces);
  },

  async loop(call, ask, streamed) {
    const params = responseParams(call.model, ask);
    const ran = [];
    for (;;) {
      const response = await (streamed ? respondStreamed(call, params) : respond(call, params));
      const calls = responseCalls(response);
      if (calls.length === 0) return { text: response.output_text, ran };
      // What came out goes in again as it is; ids of items that nobody keeps do no harm.
      params.input.push(...(response.output as OpenAI.Responses.ResponseInput));
      for (const { id, name, input } of calls) {
        params.input.push({ type: 'function_call_output', call_id: id, output: runTool(name, input) });
        ran.push({ name, input });
      }
    }
  },

  async structured(call, ask, streamed) {
    const params = {
      ...responseParams(call.model, ask),
      text: { format: zodTextFormat(BERTH_SCHEMA, 'berth') },
    };
    const response = await (streamed ? respondStreamed(call, params) : respond(call, params));
    return JSON.parse(response.output_text) as unknown;
  },
};

async function respond(call: Call, params: ResponseParams): Promise<Response> {
  return connect(call).responses.create(params);
}

async function respondStreamed(
  call: Call,
  params: ResponseParams,
  onText: (text: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Response> {
  const options = { signal: signal ?? null };
  const stream = await connect(call).responses.create({ ...params, stream: true }, options);
  let whole: Response | undefined;
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') onText(event.delta);
    if (event.type === 'response.completed' || event.type === 'response.incomplete') whole = event.response;
  }
  if (!whole) throw new Error('the stream ended without its response, and the library did not mind');
  const text = whole.output
    .flatMap((item) => (item.type === 'message' ? item.content : []))
    .map((part) => (part.type === 'output_text' ? part.text : ''));
  // The library adds the text where a response comes in one piece only.
  return { ...whole, output_text: text.join('') };
}
