import type { Api } from '../api.js';
import { isMap } from '../json-map.js';
import { openaiFailed, openaiRefused } from '../openai/openai-error.js';
import { answer } from '../reply/answer.js';
import { chatEvents } from './chat-events.js';
import { chatJson } from './chat-json.js';
import { readChat } from './read-chat.js';

export const chatApi: Api = {
  reply({ body, model, stream }, { identity, model: mind }) {
    const said = answer(readChat(body), mind);
    if (!stream) return chatJson(said, identity, model);
    const options = body['stream_options'];
    return chatEvents(said, identity, model, isMap(options) && options['include_usage'] === true);
  },
  refused: openaiRefused,
  failed: openaiFailed,
};
