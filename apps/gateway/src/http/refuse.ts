import type { FastifyReply, FastifyRequest } from 'fastify';
import { discardBody } from './lingering.js';
import { urlBelowMount } from './mount-path.js';
import { refusal, type Refused } from './refusal.js';

/** Says to a caller on a socket what is wrong, outside an exchange. */
export function refuse(request: FastifyRequest, reply: FastifyReply, refused: Refused): void {
  const { status, headers, body } = refusal(urlBelowMount(request), request.headers, refused);
  const answer = reply.status(status).headers({ ...headers });
  if (status !== 413) void answer.send(body);
  else void discardBody(request.raw).then(() => answer.send(body));
}

/** For the framework: a URL that leads to no handler since it cannot be read. */
export function refuseUrl(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const message = `The URL ${request.url} is not valid: a percent sign must be followed by two hexadecimal digits of UTF-8.`;
  refuse(request, reply, { status: 400, message, code: 'invalid_url' });
}
