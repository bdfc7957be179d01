import { Controller, Inject, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { RawClient } from './client-port.js';
import { findEndpoint } from './endpoints.js';
import { toIngress } from './ingress.js';

/** Everything that is posted. It writes to the raw reply: no pipe, guard or interceptor stands between. */
@Controller()
export class InferenceController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Post('*')
  serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const endpoint = findEndpoint(request.url);
    if (endpoint === undefined) throw new NotFoundException();
    reply.hijack();
    const { engine, settings } = this.runtime;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const ingress = toIngress(endpoint, request.headers, body, settings.forwardHeaders);
    return engine.handle(ingress, new RawClient(reply.raw, () => this.runtime.draining));
  }
}
