import { Readable } from 'node:stream';
import { Controller, Inject, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ingress } from '@fairlead/engine';
import { Runtime } from '../runtime/runtime.js';
import { RawClient, UploadingClient } from './client-port.js';
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
    const draining = (): boolean => this.runtime.draining;
    const upload = endpoint.dialect.relayed && formOf(request);
    if (upload) {
      const discardRest = (): Promise<void> => upload.discard();
      return this.#pass(endpoint, request, upload, new UploadingClient(reply.raw, draining, discardRest));
    }
    const client = new RawClient(reply.raw, draining);
    const ingress = this.#ingress(endpoint, request);
    const relay = endpoint.dialect.relayed && relayOf(request.headers, endpoint.suffix);
    await this.runtime.engine.handle(relay ? { ...ingress, relay } : ingress, client);
  }

  #ingress(endpoint: Endpoint, { headers, body }: FastifyRequest): Ingress {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return toIngress(endpoint, headers, bytes, this.runtime.settings.forwardHeaders);
  }

  /** A form streams; of its beginning so much is read as tells the model. */
  async #pass(
    endpoint: Endpoint,
    request: FastifyRequest,
    upload: FormUpload,
    client: UploadingClient,
  ): Promise<void> {
    await upload.begin();
    const ingress = this.#ingress(endpoint, request);
    // Without a name, routes that name no model take it, and the target's own name is written as the form streams by.
    const call = { model: upload.model ?? '', stream: false };
    const relay = { ...relayOf(request.headers, endpoint.suffix), upload };
    await this.runtime.engine.handle({ ...ingress, call, relay }, client);
  }
}

/** Undefined for a body that is held: anything but a form. */
function formOf({ headers, body }: FastifyRequest): FormUpload | undefined {
  const boundary = formBoundary(headers['content-type']);
  return boundary === undefined || !(body instanceof Readable) ? undefined : new FormUpload(body, boundary);
}
