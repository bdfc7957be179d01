import type { FinishReason, Reply, TokenUsage } from '@fairlead/plugin-sdk';
import { EventSplitter, readEvent, readJsonObject, type Dialect } from '@fairlead/dialects';
import { ReplyAssembler } from '@fairlead/plugin-host';
import type { Outcome } from '../berth/berth.js';
import { must, mustEqual } from '../report/verdict.js';

/** What the caller understood. @throws Difference when it got no answer */
export function understood({ caller, report }: Outcome, { codec }: Dialect, stream: boolean): Reply {
  must(
    caller.status === 200 && report?.outcome === 'ok',
    `the caller got ${caller.status} ${report?.outcome ?? ''}: ${report?.error ?? caller.text.slice(0, 300)}`,
  );
  if (!stream) return codec!.decodeReply(readJsonObject(Buffer.from(caller.text)) ?? {});
  const decoder = codec!.openDecoder();
  const assembler = new ReplyAssembler();
  for (const bytes of new EventSplitter().feed(Buffer.from(caller.text))) {
    const { name, data } = readEvent(bytes);
    const json = data === undefined || data === '[DONE]' ? undefined : readJsonObject(Buffer.from(data));
    if (json === undefined) continue;
    for (const part of decoder.read({ json, ...(name !== undefined && { name }) })) assembler.take(part);
  }
  for (const part of decoder.finish()) assembler.take(part);
  return assembler.reply();
}

/**
 * What counts of an answer: its words, its calls, how it ended, what it used.
 *
 * @throws Difference
 */
export function mustMean(outcome: Outcome, caller: Dialect, stream: boolean, expected: Reply): Reply {
  const actual = understood(outcome, caller, stream);
  mustEqual('text', wordsOf(actual, 'text'), wordsOf(expected, 'text'));
  mustEqual('tool calls', callsOf(actual), callsOf(expected));
  mustEqual('finish reason', finishOf(actual), finishOf(expected));
  mustHaveUsed(outcome.report?.usage, expected.usage?.tokens);
  return actual;
}

export function wordsOf({ choices }: Reply, kind: 'text' | 'reasoning'): string {
  return choices
    .flatMap(({ parts }) => parts)
    .map((part) => (part.kind === kind ? part.text : ''))
    .join('');
}

/** The gateway's own count, which is what is paid for: every class that was said, and none where none was. */
function mustHaveUsed(actual: TokenUsage | undefined, expected: TokenUsage | undefined): void {
  const keys = Object.keys(expected ?? actual ?? {}) as (keyof TokenUsage)[];
  const counted = Object.fromEntries(keys.map((key) => [key, actual?.[key]]));
  mustEqual('tokens', counted, { ...expected });
}

/** Ids are made anew by some translations; inputs are compared as JSON. */
function callsOf({ choices }: Reply): unknown[] {
  return choices
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === 'tool_call' ? [[part.name, parsed(part.input)]] : []));
}

/** Two words for one thing, of which no dialect has both. */
const SAME_FINISH: Readonly<Partial<Record<FinishReason, FinishReason>>> = {
  stop_sequence: 'stop',
  refusal: 'content_filter',
};

function finishOf({ choices }: Reply): unknown[] {
  return choices.map(({ finish: { reason } }) => SAME_FINISH[reason] ?? reason);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
