import { readSignature, writeSignature, type ReasoningPart, type Signature } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { OWN } from './own.js';

/**
 * `reasoning_details`, which relays and their clients use for what `reasoning_content` cannot hold: pieces of thought
 * with their signature, summaries, and thoughts that are sealed.
 */
export function decodeDetails(details: unknown): ReasoningPart[] {
  return asArray(details).flatMap((value) => {
    const detail = asObject(value) ?? {};
    const id = asText(detail['id']);
    switch (detail['type']) {
      case 'reasoning.text':
        return [reasoning(asText(detail['text']) ?? '', { id, signature: sealOf(detail['signature']) })];
      case 'reasoning.summary':
        return [reasoning(asText(detail['summary']) ?? '', { id, summary: true as const })];
      case 'reasoning.encrypted':
        return [reasoning('', { id, sealed: sealOf(detail['data']) })];
      default:
        return [];
    }
  });
}

function reasoning(
  text: string,
  more: {
    id?: string | undefined;
    summary?: true;
    signature?: Signature | undefined;
    sealed?: Signature | undefined;
  },
): ReasoningPart {
  return defined({ kind: 'reasoning' as const, text, ...more });
}

function sealOf(text: unknown): Signature | undefined {
  const seal = asText(text);
  return seal === undefined ? undefined : readSignature(seal, OWN);
}

/** One detail for what a caller has to send back; undefined for thoughts that are nothing but their text. */
export function writeDetail(
  { text, signature, sealed, id }: Pick<ReasoningPart, 'text' | 'signature' | 'sealed' | 'id'>,
  index: number,
): JsonObject | undefined {
  const place = defined({ id, format: (sealed ?? signature)?.origin, index });
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
