import * as does from '../../support/behaviours/index.js';
import { both, stream, unary, type Ending, type FaultCase } from './fault-case.js';

const fromA: Ending = { whole: 'a' };
const fromB: Ending = { whole: 'b' };
const refused = (status: number, code: string): Ending => ({ status, code, retry: 'false' });

/** Nobody answers at all, or not in time. */
const connection: FaultCase[] = [
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

/** The provider says no. */
const refusals: FaultCase[] = [
  {
    name: '429 with a hint',
    modes: both,
    a: () => [does.rateLimited({ retryAfterSeconds: 30 })],
    trail: 'a:rate_limited b:ok',
    ending: fromB,
  },
  {
    name: '429 without a hint',
    modes: both,
    a: () => [does.rateLimited()],
    trail: 'a:rate_limited b:ok',
    ending: fromB,
  },
  {
    name: '429 everywhere',
    modes: both,
    a: () => [does.rateLimited({ retryAfterSeconds: 30 })],
    b: () => [does.rateLimited({ retryAfterSeconds: 7 })],
    trail: 'a:rate_limited b:rate_limited',
    ending: { status: 429, code: 'rate_limited', retry: 'true', retryAfter: '7' },
  },
  {
    name: '500 once',
    modes: both,
    a: () => [does.failStatus(500), does.ok()],
    trail: 'a:server_error a:ok',
    ending: fromA,
  },
  {
    name: '500 for good',
    modes: both,
    a: () => [does.failStatus(500)],
    trail: 'a:server_error a:server_error b:ok',
    ending: fromB,
  },
  {
    name: '520',
    modes: both,
    a: () => [does.failStatus(520, 'Web server is returning an unknown error')],
    trail: 'a:server_error a:server_error b:ok',
    ending: fromB,
  },
  {
    name: '500 everywhere: the request is poison',
    modes: both,
    a: () => [does.failStatus(500)],
    b: () => [does.failStatus(500)],
    trail: 'a:server_error a:server_error b:server_error',
    ending: refused(502, 'server_error'),
  },
  {
    name: '503 with a short hint',
    modes: both,
    a: () => [does.overloaded({ 'retry-after-ms': '30' }), does.ok()],
    trail: 'a:overloaded a:ok',
    ending: fromA,
  },
  {
    name: '503 with a long hint',
    modes: both,
    a: () => [does.overloaded({ 'retry-after': '30' })],
    trail: 'a:overloaded b:ok',
    ending: fromB,
  },
  {
    name: '503 without a hint',
    modes: both,
    a: () => [does.overloadedFor(60_000)],
    trail: 'a:overloaded b:ok',
    ending: fromB,
  },
  { name: '401', modes: both, a: () => [does.unauthorized()], trail: 'a:auth_invalid b:ok', ending: fromB },
  {
    name: '401 everywhere',
    modes: both,
    a: () => [does.unauthorized()],
    b: () => [does.unauthorized()],
    trail: 'a:auth_invalid b:auth_invalid',
    ending: refused(502, 'auth_invalid'),
  },
  {
    name: '403',
    modes: both,
    a: () => [does.failStatus(403)],
    trail: 'a:permission_denied b:ok',
    ending: fromB,
  },
  {
    name: '402',
    modes: both,
    a: () => [does.failStatus(402)],
    trail: 'a:quota_exhausted b:ok',
    ending: fromB,
  },
  {
    name: '429 without credit',
    modes: both,
    a: () => [does.insufficientQuota()],
    trail: 'a:quota_exhausted b:ok',
    ending: fromB,
  },
  {
    name: '404 for the model',
    modes: both,
    a: () => [does.modelNotFound()],
    trail: 'a:model_not_found b:ok',
    ending: fromB,
  },
  {
    name: 'context length',
    modes: both,
    a: () => [does.contextLength()],
    trail: 'a:context_length',
    ending: refused(400, 'context_length_exceeded'),
  },
  {
    name: 'content filter',
    modes: both,
    a: () => [does.contentFilter()],
    trail: 'a:content_filter',
    ending: refused(400, 'content_filter'),
  },
  {
    name: 'content filter as a finish reason',
    modes: both,
    a: () => [does.contentFilterFinish()],
    trail: 'a:ok',
    ending: fromA,
  },
  {
    name: 'bad request',
    modes: both,
    a: () => [does.badRequest()],
    trail: 'a:bad_request',
    ending: refused(400, 'invalid_type'),
  },
  {
    name: '422',
    modes: both,
    a: () => [does.failStatus(422, { error: { message: 'no', code: 'odd' } })],
    trail: 'a:bad_request',
    ending: refused(422, 'odd'),
  },
  {
    name: 'unsupported parameter',
    modes: both,
    a: () => [does.unsupportedParameter()],
    trail: 'a:unsupported_parameter b:ok',
    ending: fromB,
  },
  {
    name: 'request too large',
    modes: both,
    a: () => [does.tooLarge()],
    trail: 'a:request_too_large',
    ending: refused(413, 'request_too_large'),
  },
];

/** A 200 that is none. */
const bodies: FaultCase[] = [
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

/** A stream that breaks before anyone has seen it, or after. */
const streams: FaultCase[] = [
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

/** Odd, and nobody's fault. */
const odd: FaultCase[] = [
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
    ending: fromA,
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
  { name: 'tool calls', modes: both, a: () => [does.toolCalls()], trail: 'a:ok', ending: fromA },
];

export const CASES: readonly FaultCase[] = [...connection, ...refusals, ...bodies, ...streams, ...odd];
