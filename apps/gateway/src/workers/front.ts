import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Address } from '@fairlead/configuration';
import type { WorkersMetrics } from '@fairlead/telemetry';
import { keepBodiesAsText } from '../admin/text-bodies.js';
import type { Crew } from './crew.js';
import { answerPage } from './pages/answer-page.js';
import { healthOf } from './pages/health.js';
import type { PageAnswer, PageRequest } from './protocol.js';
import { scrape } from './scrape.js';

const PASSED_ON = ['authorization', 'host', 'origin', 'accept', 'content-type'] as const;

/** The admin listener of all workers: one place to ask, whoever of them knows the answer. */
export async function openFront(
  crew: Crew,
  metrics: WorkersMetrics,
  { host, port }: Address,
): Promise<{ readonly front: FastifyInstance; readonly port: number }> {
  const front = fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } });
  keepBodiesAsText(front);
  front.get('/metrics', async (request, reply) => {
    const { contentType, body } = await scrape(crew, metrics, request.headers.accept);
    return reply.header('content-type', contentType).send(body);
  });
  front.get('/health', (request, reply) => health(crew, 'live', request, reply));
  for (const page of ['live', 'ready', 'startup', 'full'] as const)
    front.get(`/health/${page}`, (request, reply) => health(crew, page, request, reply));
  front.all('/*', async (request, reply) => send(reply, await answerPage(crew, pageRequest(request))));
  await front.listen({ host, port });
  const address = front.server.address();
  return { front, port: typeof address === 'object' && address !== null ? address.port : port };
}

async function health(
  crew: Crew,
  page: Parameters<typeof healthOf>[1],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { isUp, body } = await healthOf(crew, page, pageRequest(request));
  return reply.status(isUp ? 200 : 503).send(body);
}

function pageRequest({ method, url, headers, body }: FastifyRequest): PageRequest {
  const passed = PASSED_ON.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return { method, url, headers: Object.fromEntries(passed), ...(typeof body === 'string' && { body }) };
}

function send(reply: FastifyReply, { status, headers, body }: PageAnswer): FastifyReply {
  return reply.status(status).headers(headers).send(body);
}
