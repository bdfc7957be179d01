import * as does from '../../../support/behaviours/index.js';
import { both, stream, unary, fromA, fromB, refused, type FaultCase } from '../fault-case.js';

/** Nobody answers at all, or not in time. */
export const connection: readonly FaultCase[] = [
  {
    name: 'refused',
    modes: both,
    a: 'refuses',
    trail: 'a:connect_error a:connect_error b:ok',
    ending: fromB,
  },
  {
    name: 'reset before headers',
    modes: both,
    a: () => [does.resetBeforeHeaders()],
    trail: 'a:connect_error a:connect_error b:ok',
    ending: fromB,
  },
  {
    name: 'reset once',
    modes: both,
    a: () => [does.resetBeforeHeaders(), does.ok()],
    trail: 'a:connect_error a:ok',
    ending: fromA,
  },
  {
    name: 'closed before headers',
    modes: both,
    a: () => [does.closeBeforeHeaders(), does.ok()],
    trail: 'a:connect_error a:ok',
    ending: fromA,
  },
  {
    name: 'everything refused',
    modes: both,
    a: 'refuses',
    b: 'refuses',
    trail: 'a:connect_error a:connect_error b:connect_error',
    ending: refused(502, 'connect_error'),
  },
  {
    name: 'no answer',
    modes: stream,
    a: () => [does.noAnswer()],
    trail: 'a:timeout_first_token b:ok',
    ending: fromB,
    aborts: 'a',
  },
  {
    name: 'no answer by the deadline',
    modes: unary,
    a: () => [does.noAnswer()],
    trail: 'a:timeout_total',
    ending: refused(504, 'timeout_total'),
    deadlineMs: 400,
    aborts: 'a',
  },
  {
    name: 'slow first token',
    modes: stream,
    a: () => [does.slowFirstToken(5000)],
    trail: 'a:timeout_first_token b:ok',
    ending: fromB,
    aborts: 'a',
  },
  {
    name: 'comments are no progress',
    modes: stream,
    a: () => [does.keepAlives(50)],
    trail: 'a:timeout_first_token b:ok',
    ending: fromB,
    aborts: 'a',
  },
];
