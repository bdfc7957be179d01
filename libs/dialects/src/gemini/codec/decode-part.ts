import type { Part, ReasoningPart, ToolCallPart } from '@fairlead/plugin-sdk';
import { readSignature } from '../../form/signature.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { objectsIn } from '../objects.js';
import type { CallIds } from './call-ids.js';
import { decodeFileData, decodeInlineData } from './media.js';
import { ownExtras } from './own-extras.js';
import { PartialArgs } from './partial-args.js';

/**
 * One part of a content. The vendor signs calls, texts and images, where the form signs thoughts: the signature of a
 * call is the call's own, any other one comes before its part as a sealed thought.
 */
export function decodePart(part: FieldReader, ids: CallIds): Part[] {
  const { object } = part;
  if (object['thought'] === true) return [decodeThought(part)];
  if (object['functionCall'] !== undefined) return [decodeCall(part, ids)];
  const text = typeof object['text'] === 'string' ? object['text'] : undefined;
  if (text === '' && typeof object['thoughtSignature'] === 'string') return [decodeLoneSignature(part)];
  const spoken = text === undefined ? decodeData(part) : decodeText(part, text);
  if (spoken === undefined) return [{ kind: 'vendor', dialect: 'gemini', value: object }];
  const sealed = part.text('thoughtSignature');
  const whole = { ...spoken, ...ownExtras(part.rest()) };
  return sealed === undefined
    ? [whole]
    : [{ kind: 'reasoning', text: '', sealed: readSignature(sealed, 'gemini') }, whole];
}

function decodeText(part: FieldReader, text: string): Part {
  part.skip('text', 'thought');
  return { kind: 'text', text };
}

function decodeData(part: FieldReader): Part | undefined {
  const inline = part.child('inlineData');
  if (inline !== undefined) return decodeInlineData(inline);
  const file = part.child('fileData');
  return file && decodeFileData(file);
}

/** With a text, the signature proves it; without one, it is all there is of the thought. Thought images stay as they are. */
function decodeThought(part: FieldReader): Part {
  const { text, thoughtSignature } = part.object;
  if (typeof text !== 'string' && typeof thoughtSignature !== 'string') {
    return { kind: 'vendor', dialect: 'gemini', value: part.object };
  }
  const signed = typeof thoughtSignature === 'string' ? readSignature(thoughtSignature, 'gemini') : undefined;
  part.skip('text', 'thoughtSignature');
  // Without a text, `thought` is kept to tell this part from a signature that came on another one.
  if (typeof text === 'string') part.skip('thought');
  return {
    kind: 'reasoning',
    text: typeof text === 'string' ? text : '',
    ...defined(typeof text === 'string' ? { signature: signed } : { sealed: signed }),
    ...ownExtras(part.rest()),
  } satisfies ReasoningPart;
}

/** A signature on an empty text, as the last part of a streamed answer has it. The empty text is kept to say so. */
function decodeLoneSignature(part: FieldReader): Part {
  const signature = part.need('thoughtSignature', part.text('thoughtSignature'));
  return {
    kind: 'reasoning',
    text: '',
    sealed: readSignature(signature, 'gemini'),
    ...ownExtras(part.rest()),
  };
}

function decodeCall(part: FieldReader, ids: CallIds): ToolCallPart {
  const call = part.need('functionCall', part.child('functionCall'));
  const name = call.need('name', call.text('name'));
  const signature = part.text('thoughtSignature');
  const pieces = objectsIn(call.raw('partialArgs'));
  const args = call.plain('args') ?? new PartialArgs().add(pieces).value;
  const id = ids.ofCall(call.text('id'), name);
  const inner = call.rest();
  return {
    kind: 'tool_call',
    id,
    name,
    input: JSON.stringify(args),
    ...(signature !== undefined && { signature: readSignature(signature, 'gemini') }),
    ...ownExtras({ ...part.rest(), ...(inner && { functionCall: inner }) }),
  };
}
