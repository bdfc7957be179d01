import type { Dialect } from '../dialect.js';
import { openAiChat } from './chat/openai-chat.js';

const { codec: _ofConversations, ...passing } = openAiChat;

/** What all dialects of the family have in common: where a request names its model, how errors and streams look. */
export const family: Omit<Dialect, 'name' | 'operation'> = passing;
