import * as does from '../../../support/behaviours/index.js';
import { both, stream, unary, fromB, refused, type FaultCase } from '../fault-case.js';
import * as odd from '../odd-replies.js';

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
  {
    name: 'an overload inside a 200',
    modes: unary,
    a: () => [odd.errorInBody({ message: 'Overloaded', type: 'overloaded_error' })],
    trail: 'a:overloaded b:ok',
    ending: fromB,
  },
  {
    name: 'a bad request inside a 200',
    modes: both,
    a: () => [odd.errorInBody({ message: 'No.', type: 'invalid_request_error', code: 400 })],
    trail: 'a:bad_request',
    ending: refused(400, 'bad_request'),
  },
  {
    name: 'a document instead of a stream',
    modes: stream,
    a: () => [odd.documentForStream()],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
  {
    name: 'a stream instead of a document',
    modes: unary,
    a: () => [odd.eventsForDocument()],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
  {
    name: 'a coding that nobody asked for',
    modes: both,
    a: () => [odd.unknownCoding()],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
  {
    name: 'a redirect',
    modes: both,
    a: () => [does.failStatus(302, '', { location: 'http://127.0.0.1:1/v1/chat/completions' })],
    trail: 'a:protocol_error b:ok',
    ending: fromB,
  },
  {
    name: 'nonsense everywhere',
    modes: both,
    a: () => [does.notJson()],
    b: () => [does.notJson()],
    trail: 'a:protocol_error b:protocol_error',
    ending: refused(502, 'protocol_error'),
  },
  {
    name: 'an error page without end',
    modes: both,
    a: () => [odd.endless(503, '<html>', '<br>'.repeat(10_000))],
    trail: 'a:overloaded b:ok',
    ending: fromB,
    aborts: 'a',
  },
];
