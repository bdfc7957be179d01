import * as does from '../../../support/behaviours/index.js';
import { both, unary, fromB, type FaultCase } from '../fault-case.js';

/** A 200 that is none. */
export const bodies: readonly FaultCase[] = [
  {
    name: 'empty reply',
    modes: both,
    a: () => [does.emptyResponse()],
    trail: 'a:empty_response b:ok',
    ending: fromB,
  },
  {
    name: 'no bytes',
    modes: unary,
    a: () => [does.emptyBody()],
    trail: 'a:empty_response b:ok',
    ending: fromB,
  },
  {
    name: 'a web page',
    modes: both,
    a: () => [does.notJson()],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
  { name: 'cut body', modes: unary, a: () => [does.cutBody()], trail: 'a:stream_broken b:ok', ending: fromB },
  {
    name: 'truncated JSON',
    modes: unary,
    a: () => [does.truncatedJson()],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
];
