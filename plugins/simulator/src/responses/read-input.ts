import type { Scene } from '../api.js';
import type { JsonMap } from '../json-map.js';
import { missing, wrongType } from '../openai/field-rules.js';
import type { KeptReply } from '../reply/reply-store.js';
import { RequestRefused } from '../request-refused.js';
import { readItem, type Item } from './read-item.js';

/** The conversation up to now. */
export interface Input {
  readonly items: readonly Item[];
  /** The text that went before, in a reply that was kept. */
  readonly previousText: string;
}

/** @throws RequestRefused when the API would refuse the conversation */
export function readInput(body: JsonMap, scene: Scene): Input {
  const previous = readPrevious(body, scene);
  const { input } = body;
  if (input === undefined || input === null) {
    if (previous !== undefined) return { items: [], previousText: previous.text };
    missing('input');
  }
  const given = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  if (!Array.isArray(given)) return wrongType('input', 'one of a string or array of objects', input);
  const items = given.map((item: unknown, index) => readItem(item, `input[${index}]`, scene));
  checkCalls(items, previous?.openCalls ?? []);
  checkThoughts(items);
  return { items, previousText: previous?.text ?? '' };
}

function readPrevious(body: JsonMap, { store }: Scene): KeptReply | undefined {
  const id = body['previous_response_id'] ?? undefined;
  if (id === undefined) return undefined;
  if (typeof id !== 'string') return wrongType('previous_response_id', 'a string', id);
  const kept = store.find(id);
  if (kept !== undefined) return kept;
  throw new RequestRefused(`Previous response with id '${id}' not found.`, {
    param: 'previous_response_id',
    code: 'previous_response_not_found',
  });
}

/** Each call has an output somewhere after it, and each output a call before it. */
function checkCalls(items: readonly Item[], openBefore: readonly string[]): void {
  const open = new Set(openBefore);
  for (const { type, callId } of items) {
    if (callId === undefined) continue;
    if (type === 'function_call') open.add(callId);
    else if (!open.delete(callId))
      refuseInput(`No tool call found for function call output with call_id ${callId}.`);
  }
  const [unanswered] = open;
  if (unanswered !== undefined) refuseInput(`No tool output found for function call ${unanswered}.`);
}

/** A thought is of use only to what it led to. */
function checkThoughts(items: readonly Item[]): void {
  for (const [index, { type, id }] of items.entries()) {
    const next = items[index + 1];
    const led =
      next !== undefined &&
      (next.role === 'assistant' || next.type === 'reasoning' || next.type.endsWith('_call'));
    if (type === 'reasoning' && !led)
      refuseInput(`Item '${id ?? ''}' of type 'reasoning' was provided without its required following item.`);
  }
}

function refuseInput(message: string): never {
  throw new RequestRefused(message, { param: 'input' });
}
