import { Readable } from 'node:stream';
import { Controller, Inject, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ingress } from '@fairlead/engine';
import { Runtime } from '../runtime/runtime.js';
import { RawClient } from './client-port.js';
import { findEndpoint, type Endpoint } from './endpoints.js';
import { formBoundary } from './form-model.js';
import { FormUpload } from './form-upload.js';
import { toIngress } from './ingress.js';
import { relayOf } from './relay.js';

/** Everything that is posted. It writes to the raw reply: no pipe, guard or interceptor stands between. */
@Controller()
export class InferenceController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Post('*')
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const endpoint = findEndpoint(request.url);
    if (endpoint === undefined) throw new NotFoundException();
    reply.hijack();
    const client = new RawClient(reply.raw, () => this.runtime.draining);
    const ingress = endpoint.dialect.relayed
      ? await this.#relayed(endpoint, request)
      : this.#ingress(endpoint, request);
    return this.runtime.engine.handle(ingress, client);
  }

  #ingress(endpoint: Endpoint, { headers, body }: FastifyRequest): Ingress {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return toIngress(endpoint, headers, bytes, this.runtime.settings.forwardHeaders);
  }

  /** A form streams; of its beginning so much is read as tells the model. */
  async #relayed(endpoint: Endpoint, request: FastifyRequest): Promise<Ingress> {
    const ingress = this.#ingress(endpoint, request);
    const relay = relayOf(request.headers, endpoint.suffix);
    const boundary = formBoundary(request.headers['content-type']);
    if (boundary === undefined || !(request.body instanceof Readable)) return { ...ingress, relay };
    const upload = new FormUpload(request.body, boundary);
    await upload.begin();
    // Without a name, routes that name no model take it, and the target's own name is written as the form streams by.
    const call = { model: upload.model ?? '', stream: false };
    return { ...ingress, call, relay: { ...relay, upload } };
  }
}
