import type { DialectError } from '@fairlead/dialects';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestId } from './ingress.js';
import { discardBody } from './lingering.js';
import { dialectOfPath } from './path-dialect.js';

/** Says what is wrong, outside an exchange, in the dialect of the path that was called. */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: DialectError): void {
  const id = requestId(request.headers);
  const answer = reply.status(error.status).headers({
    'x-request-id': id,
    'request-id': id,
    'content-type': 'application/json',
    ...(error.status < 500 && { 'x-should-retry': 'false' }),
  });
  const dialect = dialectOfPath(request.url, request.headers);
  const body = Buffer.from(dialect.errorBody({ ...error, fairlead: { request_id: id } }));
  if (error.status !== 413) void answer.send(body);
  else void discardBody(request.raw).then(() => answer.send(body));
}

/** For the framework: a URL that leads to no handler since it cannot be read. */
export function refuseUrl(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const message = `The URL ${request.url} is not valid: a percent sign must be followed by two hexadecimal digits of UTF-8.`;
  refuse(request, reply, { status: 400, message, code: 'invalid_url' });
}
