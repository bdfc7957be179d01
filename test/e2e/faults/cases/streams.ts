import * as does from '../../../support/behaviours/index.js';
import { stream, fromB, type FaultCase } from '../fault-case.js';

/** A stream that breaks before anyone has seen it, or after. */
export const streams: readonly FaultCase[] = [
  {
    name: 'cut before content',
    modes: stream,
    a: () => [does.cutMidStream(0)],
    trail: 'a:stream_broken b:ok',
    ending: fromB,
  },
  {
    name: 'ended before content',
    modes: stream,
    a: () => [does.endMidStream(0)],
    trail: 'a:empty_response b:ok',
    ending: fromB,
  },
  {
    name: 'error before content',
    modes: stream,
    a: () => [does.errorInStream(0)],
    trail: 'a:server_error a:server_error b:ok',
    ending: fromB,
  },
  {
    name: 'overload before content',
    modes: stream,
    a: () => [does.overloadedInStream()],
    trail: 'a:overloaded b:ok',
    ending: fromB,
  },
  {
    name: 'cut after content',
    modes: stream,
    a: () => [does.cutMidStream(2)],
    trail: 'a:stream_broken',
    ending: { broken: 'stream_broken' },
  },
  {
    name: 'reset after content',
    modes: stream,
    a: () => [does.resetMidStream(2)],
    trail: 'a:stream_broken',
    ending: { broken: 'stream_broken' },
  },
  {
    name: 'ended after content',
    modes: stream,
    a: () => [does.endMidStream(2)],
    trail: 'a:stream_broken',
    ending: { broken: 'stream_broken' },
  },
  {
    name: 'error after content',
    modes: stream,
    a: () => [does.errorInStream(2)],
    trail: 'a:server_error',
    ending: { broken: 'server_error' },
  },
  {
    name: 'error inside a chunk after content',
    modes: stream,
    a: () => [does.errorInChunk(2)],
    trail: 'a:server_error',
    ending: { broken: 'server_error' },
  },
  {
    name: 'stalled after content',
    modes: stream,
    a: () => [does.stall(2)],
    trail: 'a:timeout_idle',
    ending: { broken: 'timeout_idle' },
    aborts: 'a',
  },
  {
    name: 'stalled with comments',
    modes: stream,
    a: () => [does.stall(2, { keepAliveEveryMs: 50 })],
    trail: 'a:timeout_idle',
    ending: { broken: 'timeout_idle' },
    aborts: 'a',
  },
];
