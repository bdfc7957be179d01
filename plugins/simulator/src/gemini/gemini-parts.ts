import type { Call, Candidate } from '../reply/answer.js';
import type { ReplyIdentity } from '../reply/reply-identity.js';
import type { Seal } from '../reply/seal.js';
import { callMark } from './read-part.js';

export interface PartSetting {
  readonly identity: ReplyIdentity;
  readonly seal: Seal;
  readonly showsThought: boolean;
  /** Whether calls have ids. */
  readonly numbersCalls: boolean;
}

export const textPart = (text: string): object => ({ text });
export const thoughtPart = (text: string): object => ({ text, thought: true });

/** The calls that are whole: this API gives none in pieces. The first of a few is signed for all of them. */
export function callParts(
  { calls, thought }: Candidate,
  { identity, seal, numbersCalls }: PartSetting,
): readonly object[] {
  return calls.flatMap(({ name, tokens }: Call, index) => {
    const args = parsed(tokens.join(''));
    if (args === undefined) return [];
    const id = numbersCalls ? { id: `call_sim${identity.key}_${index}` } : {};
    const signature = thought && index === 0 ? { thoughtSignature: seal.close(callMark(name)) } : {};
    return [{ functionCall: { ...id, name, args }, ...signature }];
  });
}

/** The signature of thoughts that led to a text. */
export function textSignature(
  { thought }: Candidate,
  { seal }: PartSetting,
): { readonly thoughtSignature?: string } {
  return thought === undefined ? {} : { thoughtSignature: seal.close(`text:${thought.join('')}`) };
}

/** All of a candidate's parts, whole. */
export function wholeParts(candidate: Candidate, setting: PartSetting): readonly object[] {
  const { thought, text } = candidate;
  return [
    ...(thought && setting.showsThought ? [thoughtPart(thought.join(''))] : []),
    ...(text.length > 0 ? [{ ...textPart(text.join('')), ...textSignature(candidate, setting) }] : []),
    ...callParts(candidate, setting),
  ];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
