import type { Seal } from '../reply/seal.js';
import { listOf, proto, refuse, textAt } from './proto.js';
import { readPart, type Part } from './read-part.js';

export interface Content {
  readonly role: string;
  readonly parts: readonly Part[];
}

const ROLES = ['user', 'model', 'function'];

/** @throws RequestRefused when the API would refuse the conversation */
export function readContents(value: unknown, seal: Seal): readonly Content[] {
  const contents = listOf(value).map((content, index) => readContent(content, `contents[${index}]`, seal));
  if (contents.length === 0) refuse('* GenerateContentRequest.contents: contents is not specified\n');
  checkCalls(contents);
  return contents;
}

export function readContent(value: unknown, path: string, seal: Seal): Content {
  const content = proto(value, ['parts', 'role'], path);
  const role = textAt(content, 'role', path) ?? 'user';
  if (path.startsWith('contents') && !ROLES.includes(role)) refuse('Please use a valid role: user, model.');
  const parts = listOf(content['parts']).map((part, index) =>
    readPart(part, `${path}.parts[${index}]`, seal),
  );
  if (parts.length === 0)
    refuse(`* GenerateContentRequest.${path}.parts: contents.parts must not be empty.\n`);
  return { role, parts };
}

/** A turn of calls comes after the user or a tool has spoken, and is answered at once, call by call. */
function checkCalls(contents: readonly Content[]): void {
  const turns = merged(contents);
  for (const [index, content] of turns.entries()) {
    const calls = namesOf(content, 'functionCall');
    const answers = namesOf(content, 'functionResponse');
    const before = turns[index - 1];
    if (calls.length > 0 && before === undefined)
      refuse(
        'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
      );
    if (answers.length > 0 && (before === undefined || namesOf(before, 'functionCall').length === 0))
      refuse('Please ensure that function response turn comes immediately after a function call turn.');
    const asked = before === undefined ? [] : namesOf(before, 'functionCall');
    if (asked.length !== answers.length)
      refuse(
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      );
  }
}

/** Contents of one role in a row are one turn: clients keep a streamed reply chunk by chunk. */
function merged(contents: readonly Content[]): readonly Content[] {
  const turns: { role: string; parts: Part[] }[] = [];
  for (const { role, parts } of contents) {
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else turns.push({ role, parts: [...parts] });
  }
  return turns;
}

function namesOf({ parts }: Content, kind: Part['kind']): readonly string[] {
  return parts.flatMap((part) =>
    part.kind === kind && part.functionName !== undefined ? [part.functionName] : [],
  );
}
