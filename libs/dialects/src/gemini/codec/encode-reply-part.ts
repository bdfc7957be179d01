import type { Part, ReasoningPart } from '@fairlead/plugin-sdk';
import { writeSignature } from '../../form/signature.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeMedia } from './media.js';
import { encodeCall } from './turn-writer.js';

/** One part of an answer; nothing for what the dialect has no word for. */
export function encodeReplyPart(part: Part): JsonObject[] {
  const own = part.extras?.gemini ?? {};
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return [{ text: part.text, ...own }];
    case 'media':
      return [{ ...encodeMedia(part), ...own }];
    case 'reasoning':
      return encodeThought(part);
    case 'tool_call': {
      const { functionCall, ...rest } = own;
      const signature = part.signature && writeSignature(part.signature, 'gemini');
      return [
        {
          functionCall: { ...encodeCall(part), ...(functionCall as JsonObject | undefined) },
          ...defined({ thoughtSignature: signature }),
          ...rest,
        },
      ];
    }
    case 'vendor':
      return part.dialect === 'gemini' ? [part.value] : [];
    case 'tool_result':
      return [];
  }
}

/**
 * Readable thoughts, with their proof; what is sealed follows as a thought without a text. The vendor's own seal goes
 * on an empty text, since it belongs to no thought.
 */
function encodeThought({ text, signature, sealed, extras }: ReasoningPart): JsonObject[] {
  const own = extras?.gemini;
  const thought = {
    text,
    thought: true,
    ...defined({ thoughtSignature: signature && writeSignature(signature, 'gemini') }),
  };
  const parts: JsonObject[] = text === '' && signature === undefined ? [] : [{ ...thought, ...own }];
  if (sealed === undefined) return parts;
  const bearer = own ?? (sealed.origin === 'gemini' ? { text: '' } : { thought: true });
  return [...parts, { ...bearer, thoughtSignature: writeSignature(sealed, 'gemini') }];
}
