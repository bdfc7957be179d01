import type { Candidate } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import type { Seal } from '../reply/seal.js';

/** A block of the reply: how it begins, what comes piece by piece, and how it ends. */
export interface ReplyBlock {
  /** As `content_block_start` has it. */
  readonly start: object;
  /** A delta before the first token. */
  readonly first?: object;
  /** One delta for each token. */
  readonly deltas: readonly object[];
  /** A delta after the last token. */
  readonly last?: object;
  /** As the whole reply has it. */
  readonly whole: object;
}

export interface BlockSetting {
  readonly identity: ReplyIdentity;
  readonly seal: Seal;
  /** Whether the text of a thought is told, or its signature only. */
  readonly showsThought: boolean;
  /** Whether a thought is kept from the caller altogether. */
  readonly redacts: boolean;
}

export function replyBlocks(
  { thought, text, calls }: Candidate,
  setting: BlockSetting,
): readonly ReplyBlock[] {
  return [
    ...(thought ? [thoughtBlock(thought, setting)] : []),
    ...(text.length > 0 ? [textBlock(text)] : []),
    ...calls.map(({ name, tokens }, index) =>
      callBlock(`toolu_sim${setting.identity.key}_${index}`, name, tokens),
    ),
  ];
}

function thoughtBlock(tokens: readonly string[], { seal, showsThought, redacts }: BlockSetting): ReplyBlock {
  const signature = seal.close(tokens.join(''));
  if (redacts) {
    const whole = { type: 'redacted_thinking', data: signature };
    return { start: whole, deltas: [], whole };
  }
  const shown = showsThought ? tokens : [];
  return {
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: shown.map((thinking) => ({ type: 'thinking_delta', thinking })),
    last: { type: 'signature_delta', signature },
    whole: { type: 'thinking', thinking: shown.join(''), signature },
  };
}

function textBlock(tokens: readonly string[]): ReplyBlock {
  return {
    start: { type: 'text', text: '' },
    deltas: tokens.map((text) => ({ type: 'text_delta', text })),
    whole: { type: 'text', text: tokens.join('') },
  };
}

function callBlock(id: string, name: string, tokens: readonly string[]): ReplyBlock {
  return {
    start: { type: 'tool_use', id, name, input: {} },
    first: { type: 'input_json_delta', partial_json: '' },
    deltas: tokens.map((token) => ({ type: 'input_json_delta', partial_json: token })),
    whole: { type: 'tool_use', id, name, input: parsed(tokens.join('')) },
  };
}

/** Arguments that were cut off by a limit are no JSON; the real API then gives what could be read of them. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return {};
  }
}
