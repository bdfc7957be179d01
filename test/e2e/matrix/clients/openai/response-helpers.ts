import { zodTextFormat } from 'openai/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Client } from '../../client.js';
import { connect, saysBroken, saysNotFound } from './connect.js';
import { responseCreate } from './response-create.js';
import { responseParams } from './response-params.js';
import { responseSaid } from './response-said.js';

/** The library's helpers: they put streams together and parse. */
export const responseHelpers: Client = {
  name: 'openai: responses.parse() and stream()',
  finishes: responseCreate.finishes,
  asksForThoughts: true,
  cannot: {
    'a loop of tools': 'these helpers run no tools',
    'a loop of tools, streamed': 'these helpers run no tools',
    'a loop of tools side by side': 'these helpers run no tools',
    'a loop of tools with thoughts': 'these helpers run no tools',
    'a loop of tools with thoughts, streamed': 'these helpers run no tools',
  },
  saysNotFound,
  saysBroken,

  say: async (call, ask) =>
    responseSaid(await connect(call).responses.parse(responseParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    const stream = connect(call).responses.stream(responseParams(call.model, ask), {
      signal: signal ?? null,
    });
    const pieces: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => {
      pieces.push(delta);
      onPiece?.();
    });
    return responseSaid(await stream.finalResponse(), pieces);
  },

  loop: () => Promise.reject(new Error('these helpers run no tools')),

  async structured(call, ask, streamed) {
    const params = {
      ...responseParams(call.model, ask),
      text: { format: zodTextFormat(BERTH_SCHEMA, 'berth') },
    };
    const { responses } = connect(call);
    const response = streamed
      ? await responses.stream(params).finalResponse()
      : await responses.parse(params);
    return response.output_parsed;
  },
};
