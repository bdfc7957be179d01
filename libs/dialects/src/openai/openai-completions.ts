import type { Dialect } from '../dialect.js';
import { family } from './family.js';

/** The completion of a text, from before there were conversations. Its replies and streams have `text` for a message. */
export const openAiCompletions: Dialect = {
  ...family,
  name: 'openai-completions',
  operation: 'completions',
};
