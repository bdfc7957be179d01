import type { Api } from '../api.js';
import { openaiFailed, openaiRefused } from '../openai/openai-error.js';
import { answer } from '../reply/answer.js';
import { outputItems } from './output-items.js';
import { readResponse } from './read-response.js';
import { responseEvents } from './response-events.js';
import { responseId, responseObject, type ResponseState } from './response-object.js';

export const responseApi: Api = {
  reply({ body, model, stream }, scene) {
    const { identity, seal, store, model: mind } = scene;
    const ask = readResponse(body, scene);
    const { candidates, usage } = answer(ask, mind);
    const candidate = candidates[0]!;
    const items = outputItems(candidate, { identity, seal, summarizes: ask.summarizes, seals: ask.seals });
    const end: ResponseState = {
      status: candidate.finish === 'length' ? 'incomplete' : 'completed',
      output: items.map(({ whole }) => whole),
      usage,
    };
    if (ask.stores)
      store.keep(responseId(identity), {
        text: [ask.talk, ...items.map(({ tokens }) => tokens.join(''))].join('\n'),
        openCalls: items.flatMap((item) => (item.kind === 'call' ? [item.callId] : [])),
        itemIds: items.map(({ id }) => id),
      });
    const stateOf = (state: ResponseState): ReturnType<typeof responseObject> =>
      responseObject(body, identity, model, state);
    return stream ? responseEvents(items, end, stateOf) : { json: stateOf(end), tokens: usage.output };
  },
  refused: openaiRefused,
  failed: openaiFailed,
};
