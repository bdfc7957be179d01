import { isDeepStrictEqual } from 'node:util';
import type { Reply, TokenUsage } from '@fairlead/plugin-sdk';
import { EventSplitter, openAiChat, readEvent, readJsonObject } from '@fairlead/dialects';
import { ReplyAssembler } from '@fairlead/plugin-host';
import type { Outcome } from '../berth/berth.js';
import { Difference, must, mustEqual } from '../report/verdict.js';

/** What a caller of chat completions understood. @throws Difference when it got no answer */
export function understood({ caller, report }: Outcome, stream: boolean): Reply {
  must(
    caller.status === 200 && report?.outcome === 'ok',
    `the caller got ${caller.status} ${report?.outcome ?? ''}: ${report?.error ?? caller.text.slice(0, 300)}`,
  );
  const codec = openAiChat.codec!;
  if (!stream) return codec.decodeReply(readJsonObject(Buffer.from(caller.text)) ?? {});
  const decoder = codec.openDecoder();
  const assembler = new ReplyAssembler();
  for (const bytes of new EventSplitter().feed(Buffer.from(caller.text))) {
    const { data } = readEvent(bytes);
    const json = data === undefined || data === '[DONE]' ? undefined : readJsonObject(Buffer.from(data));
    if (json !== undefined) for (const part of decoder.read({ json })) assembler.take(part);
  }
  for (const part of decoder.finish()) assembler.take(part);
  return assembler.reply();
}

/** What counts of an answer: its words, its calls, how it ended, what it used. */
export function mustMean(actual: Reply, expected: Reply): void {
  mustEqual('text', wordsOf(actual, 'text'), wordsOf(expected, 'text'));
  mustEqual('tool calls', callsOf(actual), callsOf(expected));
  mustEqual('finish reason', finishOf(actual), finishOf(expected));
  mustMeanTokens(actual.usage?.tokens, expected.usage?.tokens);
}

export function wordsOf({ choices }: Reply, kind: 'text' | 'reasoning'): string {
  return choices
    .flatMap(({ parts }) => parts)
    .map((part) => (part.kind === kind ? part.text : ''))
    .join('');
}

/** Every class that is expected; a vendor may say more. */
function mustMeanTokens(actual: TokenUsage | undefined, expected: TokenUsage | undefined): void {
  if (expected === undefined) return;
  const same = Object.fromEntries(
    Object.keys(expected).map((key) => [key, actual?.[key as keyof TokenUsage]]),
  );
  if (!isDeepStrictEqual(same, { ...expected }))
    throw new Difference(`tokens: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual ?? {})}`);
}

/** Ids are made anew by some translations; inputs are compared as JSON. */
function callsOf({ choices }: Reply): unknown[] {
  return choices
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === 'tool_call' ? [[part.name, parsed(part.input)]] : []));
}

function finishOf({ choices }: Reply): unknown[] {
  return choices.map(({ finish: { reason } }) => (reason === 'stop_sequence' ? 'stop' : reason));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
