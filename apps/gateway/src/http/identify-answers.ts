import type { onSendHookHandler } from 'fastify';
import { requestId } from './ingress.js';
import { idHeaders } from './refusal.js';

/** Answers outside an exchange have an id too. */
export const identifyAnswer: onSendHookHandler = (request, reply, payload, done) => {
  if (!reply.hasHeader('x-request-id')) void reply.headers(idHeaders(requestId(request.headers)));
  done(null, payload);
};
