import type { FormOrigin } from '@fairlead/plugin-sdk';
import { readSignature, writeSignature, type ReasoningPart, type Signature } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { keep, OWN, ownExtras } from './own.js';

/**
 * `reasoning_details`, which relays and their clients use for what `reasoning_content` cannot hold: pieces of thought
 * with their signature, summaries, and thoughts that are sealed. Pieces of text go on until a signature ends them.
 */
export function decodeDetails(details: unknown): ReasoningPart[] {
  const parts: ReasoningPart[] = [];
  for (const value of asArray(details)) {
    const part = decodeDetail(asObject(value) ?? {});
    const last = parts.at(-1);
    if (
      part !== undefined &&
      last !== undefined &&
      goesOn(last) &&
      part.sealed === undefined &&
      !part.summary
    )
      parts[parts.length - 1] = { ...last, ...part, text: last.text + part.text };
    else if (part !== undefined) parts.push(part);
  }
  return parts;
}

function goesOn({ signature }: ReasoningPart): boolean {
  return signature !== undefined && isMark(signature);
}

function decodeDetail({ type, id, format, index, ...detail }: JsonObject): ReasoningPart | undefined {
  const about = { id: asText(id), ...keep({ format, index }) };
  switch (type) {
    case 'reasoning.text': {
      const text = asText(detail['text']);
      const signature = sealOf(detail['signature']);
      if (text === undefined && signature === undefined) return undefined;
      return defined({ ...REASONING, text: text ?? '', signature: signature ?? MARK, ...about });
    }
    case 'reasoning.summary': {
      const text = asText(detail['summary']);
      return text === undefined ? undefined : defined({ ...REASONING, text, summary: true, ...about });
    }
    case 'reasoning.encrypted': {
      const sealed = sealOf(detail['data']);
      return sealed && defined({ ...REASONING, text: '', sealed, ...about });
    }
    default:
      return undefined;
  }
}

const REASONING = { kind: 'reasoning' } as const;

function sealOf(text: unknown): Signature | undefined {
  const seal = asText(text);
  return seal === undefined ? undefined : readSignature(seal, OWN);
}

/** How clients of relays name where thoughts come from: those that check the word know no others. */
const FORMATS: Readonly<Partial<Record<FormOrigin, string>>> = {
  'openai-responses': 'openai-responses-v1',
  gemini: 'google-gemini-v1',
  'anthropic-messages': 'unknown',
};

/** One detail for what a caller has to send back; undefined for thoughts that are nothing but their text. */
export function writeDetail(part: Omit<ReasoningPart, 'kind'>, index: number): JsonObject | undefined {
  const { text, signature, sealed, id } = part;
  const origin = (sealed ?? signature)?.origin;
  const place = { ...defined({ id, format: origin && FORMATS[origin] }), index, ...ownExtras(part) };
  if (sealed !== undefined)
    return { type: 'reasoning.encrypted', data: writeSignature(sealed, OWN), ...place };
  if (signature === undefined || isMark(signature)) return undefined;
  return { type: 'reasoning.text', text, signature: writeSignature(signature, OWN), ...place };
}

/**
 * Chat has no signed thoughts. Those of its servers are marked with an empty signature of its own, so that they come
 * back from a caller of another dialect to a server of this one, and to no other.
 */
export const MARK: Signature = { origin: OWN, value: '' };

export function isMark({ origin, value }: Signature): boolean {
  return origin === OWN && value === '';
}
