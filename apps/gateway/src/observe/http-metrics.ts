import type { onResponseHookHandler } from 'fastify';
import type { GatewayMetrics } from '@fairlead/telemetry';
import { urlBelowMount } from '../http/mount-path.js';
import { routeLabel } from '../http/routes.js';

/** Counts every reply to a socket, whatever answered it. */
export function countHttp(metrics: GatewayMetrics): onResponseHookHandler {
  return (request, reply, done) => {
    metrics.httpRequest({
      method: request.method,
      route: routeLabel(urlBelowMount(request)),
      status: reply.raw.statusCode,
      durationSeconds: reply.elapsedTime / 1000,
    });
    done();
  };
}
