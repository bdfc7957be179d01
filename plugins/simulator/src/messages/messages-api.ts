import type { Api } from '../api.js';
import { answer } from '../reply/answer.js';
import { countTokens } from '../reply/tokens.js';
import { onlyKnown } from './field-rules.js';
import { replyBlocks } from './messages-blocks.js';
import { messagesEvents } from './messages-events.js';
import { messagesFailed, messagesRefused } from './messages-error.js';
import { messagesUsage, steadyUsage } from './messages-usage.js';
import { COUNTED_FIELDS, readMessages, readPrompt } from './read-messages.js';

const STOP_REASONS = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use' } as const;

/** The vendor's own trigger: a prompt with it gets `redacted_thinking`, for clients to test how they bear it. */
const REDACTS =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';

export const messagesApi: Api = {
  reply({ body, model, stream }, { identity, seal, model: mind }) {
    const ask = readMessages(body, seal);
    const said = answer(ask, mind);
    const candidate = said.candidates[0]!;
    const usage = messagesUsage(ask, said.usage);
    const head = { id: `msg_sim${identity.key}`, type: 'message', role: 'assistant', model } as const;
    const redacts = ask.promptText.includes(REDACTS);
    const blocks = replyBlocks(candidate, { identity, seal, showsThought: ask.showsThought, redacts });
    const end = {
      stop_reason: candidate.stoppedBy === undefined ? STOP_REASONS[candidate.finish] : 'stop_sequence',
      stop_sequence: candidate.stoppedBy ?? null,
    };
    if (stream) return messagesEvents(head, blocks, end, usage);
    const content = blocks.map(({ whole }) => whole);
    const json = { ...head, content, ...end, usage: { ...usage, ...steadyUsage(usage) } };
    return { json, tokens: usage.output_tokens };
  },
  refused: messagesRefused,
  failed: messagesFailed,
};

export const countTokensApi: Api = {
  reply({ body }, { seal }) {
    onlyKnown(body, COUNTED_FIELDS, '');
    const { promptText } = readPrompt(body, seal);
    return { json: { input_tokens: Math.max(1, countTokens(promptText)) }, tokens: 1 };
  },
  refused: messagesRefused,
  failed: messagesFailed,
};
