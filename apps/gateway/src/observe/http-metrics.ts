import type { FastifyInstance } from 'fastify';
import type { GatewayMetrics } from '@fairlead/telemetry';
import { routeLabel } from '../http/routes.js';

/** Counts every reply of the API listener, whatever answered it. */
export function countHttp(fastify: FastifyInstance, metrics: GatewayMetrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.httpRequest({
      method: request.method,
      route: routeLabel(request.url),
      status: reply.raw.statusCode,
      durationSeconds: reply.elapsedTime / 1000,
    });
    done();
  });
}
