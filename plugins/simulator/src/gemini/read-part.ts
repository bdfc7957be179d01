import { isMap, type JsonMap } from '../json-map.js';
import type { Seal } from '../reply/seal.js';
import { below, proto, refuse, textAt, wrongValue } from './proto.js';

const DATA_FIELDS = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'toolCall',
  'toolResponse',
] as const;

const PART_FIELDS = [
  ...DATA_FIELDS,
  'thought',
  'thoughtSignature',
  'videoMetadata',
  'partMetadata',
  'mediaResolution',
];

export interface Part {
  readonly kind: (typeof DATA_FIELDS)[number];
  /** What of it the model reads. */
  readonly text: string;
  /** The function that is called or has answered. */
  readonly functionName: string | undefined;
  readonly signed: boolean;
}

/** @throws RequestRefused when the API would refuse it */
export function readPart(value: unknown, path: string, seal: Seal): Part {
  const part = proto(value, PART_FIELDS, path);
  const kinds = DATA_FIELDS.filter((name) => part[name] !== undefined);
  const [kind] = kinds;
  if (kinds.length > 1) {
    const oneof = `oneof field 'data' is already set. Cannot set '${below('', kinds[1]!)}'`;
    refuse(`Invalid value at '${path}' (oneof), ${oneof}`, path);
  }
  if (kind === undefined)
    return refuse(
      `* GenerateContentRequest.${path}.data: required oneof field 'data' must have one initialized field\n`,
    );
  const functionName =
    kind === 'functionCall' || kind === 'functionResponse'
      ? readFunction(part[kind], kind, below(path, kind))
      : undefined;
  const signature = textAt(part, 'thoughtSignature', path);
  if (signature !== undefined) checkSignature(signature, functionName, below(path, 'thoughtSignature'), seal);
  return { kind, text: textOf(part, kind, path), functionName, signed: signature !== undefined };
}

function textOf(part: JsonMap, kind: Part['kind'], path: string): string {
  if (kind === 'text') return textAt(part, 'text', path) ?? '';
  if (kind === 'inlineData') {
    const data = proto(part[kind], ['mimeType', 'data', 'displayName'], below(path, kind));
    if (!textAt(data, 'mimeType', path))
      refuse(`* GenerateContentRequest.${path}.inline_data.mime_type: must be set\n`);
    return '';
  }
  return kind === 'functionCall' || kind === 'functionResponse' ? JSON.stringify(part[kind]) : '';
}

const FUNCTION_FIELDS = {
  functionCall: ['id', 'name', 'args'],
  functionResponse: ['id', 'name', 'response', 'parts', 'scheduling', 'willContinue'],
} as const;

function readFunction(value: unknown, kind: keyof typeof FUNCTION_FIELDS, path: string): string {
  const given = proto(value, FUNCTION_FIELDS[kind], path);
  const body = given[kind === 'functionCall' ? 'args' : 'response'];
  const field = kind === 'functionCall' ? 'args' : 'response';
  if (body !== undefined && !isMap(body))
    wrongValue(body, below(path, field), 'type.googleapis.com/google.protobuf.Struct');
  return (
    textAt(given, 'name', path) || refuse(`* GenerateContentRequest.${path}.name: Name cannot be empty.\n`)
  );
}

/** The vendor's own word for calls that it did not make, for example those of another model. */
const SKIP_CHECK = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

/** What a signature on a call vouches for; on anything else, it vouches for a text. */
export const callMark = (functionName: string): string => `call:${functionName}`;

function checkSignature(signature: string, functionName: string | undefined, path: string, seal: Seal): void {
  if (SKIP_CHECK.includes(signature)) return;
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(signature))
    refuse(
      `Invalid value at '${path}' (TYPE_BYTES), Base64 decoding failed for ${JSON.stringify(signature)}`,
      path,
    );
  const opened = seal.open(signature);
  const fits = opened !== undefined && (functionName === undefined || opened === callMark(functionName));
  if (!fits) refuse('Corrupted thought signature.');
}
