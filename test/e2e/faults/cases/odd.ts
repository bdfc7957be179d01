import * as does from '../../../support/behaviours/index.js';
import { both, stream, fromA, type FaultCase } from '../fault-case.js';
import * as replies from '../odd-replies.js';

/** Odd, and nobody's fault. */
export const odd: readonly FaultCase[] = [
  {
    name: 'a malformed event',
    modes: stream,
    a: () => [does.malformedEvent(2)],
    trail: 'a:ok',
    ending: fromA,
  },
  { name: 'no terminator', modes: stream, a: () => [does.missingDone()], trail: 'a:ok', ending: fromA },
  {
    name: 'characters split over writes',
    modes: stream,
    a: () => [does.splitUtf8()],
    trail: 'a:ok',
    ending: { whole: 'a', text: does.MULTI_BYTE_TEXT },
  },
  { name: 'one byte at a time', modes: stream, a: () => [does.byteByByte()], trail: 'a:ok', ending: fromA },
  { name: 'CRLF', modes: stream, a: () => [does.crlf()], trail: 'a:ok', ending: fromA },
  {
    name: 'slow, but with progress',
    modes: stream,
    a: () => [does.slowDrip(40)],
    trail: 'a:ok',
    ending: fromA,
  },
  {
    name: 'tool calls',
    modes: both,
    a: () => [does.toolCalls()],
    trail: 'a:ok',
    ending: { whole: 'a', text: '' },
  },
  {
    name: 'a terminator without a finish reason',
    modes: stream,
    a: () => [replies.doneWithoutFinish()],
    trail: 'a:ok',
    ending: fromA,
  },
  {
    name: 'words after the terminator',
    modes: stream,
    a: () => [replies.wordsAfterDone()],
    trail: 'a:ok',
    ending: fromA,
  },
  {
    name: 'a terminator without its blank line',
    modes: stream,
    a: () => [replies.doneWithoutBlankLine()],
    trail: 'a:ok',
    ending: fromA,
  },
];
