import type { Step, StreamedReply } from '../api.js';
import type { JsonMap } from '../json-map.js';
import { itemEvents } from './item-events.js';
import type { OutputItem } from './output-items.js';
import type { ResponseState } from './response-object.js';

/** created, in_progress, each item from its announcement to its end, and what has become of the response. */
export function responseEvents(
  items: readonly OutputItem[],
  end: ResponseState,
  stateOf: (state: ResponseState) => JsonMap,
): StreamedReply {
  const steps: Step[] = [];
  let token = 0;
  const add = (type: string, data: object, bringsToken = false): void => {
    const text = event(type, data, steps.length);
    steps.push({ token: bringsToken ? token : Math.max(0, token - 1), text });
    if (bringsToken) token += 1;
  };
  const begun = { response: stateOf({ status: 'in_progress', output: [] }) };
  add('response.created', begun);
  add('response.in_progress', begun);
  for (const [index, item] of items.entries()) {
    const at = { output_index: index };
    add('response.output_item.added', { ...at, item: item.begun });
    const events = itemEvents(item);
    // What is not told takes its time all the same.
    if (events.length === 0) token += item.tokens.length;
    for (const { type, data, bringsToken } of events) add(type, { ...at, ...data }, bringsToken);
    add('response.output_item.done', { ...at, item: item.whole });
  }
  add(`response.${end.status}`, { response: stateOf(end) });
  return { steps, breakage: (sentSteps) => breakage(sentSteps, stateOf) };
}

/** Both an error and the failed response, as the vendor does. */
function breakage(sequenceNumber: number, stateOf: (state: ResponseState) => JsonMap): string {
  const error = { code: 'server_error', message: 'The simulated server had an error.' };
  const said = { error: { type: 'server_error', ...error, param: null } };
  const failed = { response: stateOf({ status: 'failed', output: [], error }) };
  return event('error', said, sequenceNumber) + event('response.failed', failed, sequenceNumber + 1);
}

function event(type: string, data: object, sequenceNumber: number): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data, sequence_number: sequenceNumber })}\n\n`;
}
