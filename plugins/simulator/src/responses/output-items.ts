import type { Candidate } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import type { Seal } from '../reply/seal.js';

/** An item of the output: what it is at last, and in what pieces it comes. */
export type OutputItem = ThoughtItem | TextItem | CallItem;

interface ItemBase {
  readonly id: string;
  readonly tokens: readonly string[];
  /** As it is announced. */
  readonly begun: object;
  readonly whole: object;
}

interface ThoughtItem extends ItemBase {
  readonly kind: 'thought';
  /** Whether the tokens are told. */
  readonly told: boolean;
}

interface TextItem extends ItemBase {
  readonly kind: 'text';
}

interface CallItem extends ItemBase {
  readonly kind: 'call';
  readonly callId: string;
}

export interface ItemSetting {
  readonly identity: ReplyIdentity;
  readonly seal: Seal;
  readonly summarizes: boolean;
  readonly seals: boolean;
}

export function outputItems(candidate: Candidate, setting: ItemSetting): readonly OutputItem[] {
  const { thought, text, calls, finish } = candidate;
  const { key } = setting.identity;
  return [
    ...(thought ? [thoughtItem(thought, setting)] : []),
    ...(text.length > 0 ? [textItem(`msg_sim${key}`, text, finish === 'length')] : []),
    ...calls.map(({ name, tokens }, index) => {
      const cut = finish === 'length' && index === calls.length - 1;
      return callItem({ id: `fc_sim${key}_${index}`, callId: `call_sim${key}_${index}`, name, tokens, cut });
    }),
  ];
}

function thoughtItem(
  tokens: readonly string[],
  { identity, seal, summarizes, seals }: ItemSetting,
): ThoughtItem {
  const id = `rs_sim${identity.key}`;
  const text = tokens.join('');
  const sealed = seals ? { encrypted_content: seal.close(text) } : {};
  const summary = summarizes ? [{ type: 'summary_text', text }] : [];
  return {
    kind: 'thought',
    id,
    tokens,
    told: summarizes,
    begun: { id, type: 'reasoning', ...sealed, summary: [] },
    whole: { id, type: 'reasoning', ...sealed, summary },
  };
}

export const textPart = (text: string): object => ({
  type: 'output_text',
  annotations: [],
  logprobs: [],
  text,
});

function textItem(id: string, tokens: readonly string[], cut: boolean): TextItem {
  const item = (status: string, content: readonly object[]): object => ({
    id,
    type: 'message',
    status,
    content,
    role: 'assistant',
  });
  const whole = item(cut ? 'incomplete' : 'completed', [textPart(tokens.join(''))]);
  return { kind: 'text', id, tokens, begun: item('in_progress', []), whole };
}

interface CallParts {
  readonly id: string;
  readonly callId: string;
  readonly name: string;
  readonly tokens: readonly string[];
  readonly cut: boolean;
}

function callItem({ id, callId, name, tokens, cut }: CallParts): CallItem {
  const item = (status: string, args: string): object => ({
    id,
    type: 'function_call',
    status,
    arguments: args,
    call_id: callId,
    name,
  });
  const whole = item(cut ? 'incomplete' : 'completed', tokens.join(''));
  return { kind: 'call', id, callId, tokens, begun: item('in_progress', ''), whole };
}
