import { Readable } from 'node:stream';
import { All, Controller, Inject, Req, Res, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Entry } from './entry.js';
import { DialectErrorFilter } from './dialect-error.filter.js';
import { Runtime } from '../runtime/runtime.js';
import { BYTES } from './host-routes.js';
import { urlBelowMount } from './mount-path.js';
import { RawCaller } from './raw-caller.js';

/** Everything that callers' libraries ask for. It writes to the raw reply: no pipe or interceptor stands between. */
@Controller({ version: VERSION_NEUTRAL })
@UseFilters(DialectErrorFilter)
export class InferenceController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Entry) private readonly entry: Entry,
  ) {}

  @RouteConfig(BYTES)
  @All(['v1/*', 'v1beta/*', 'openai/*', 'anthropic/*', 'gemini/*'])
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { method, headers, body } = request;
    const url = urlBelowMount(request);
    const said = reply.getHeaders();
    reply.hijack();
    const caller = new RawCaller(reply.raw, said, () => this.runtime.draining);
    const readable = body instanceof Uint8Array || body instanceof Readable ? body : undefined;
    await this.entry.handle({ method, url, headers, body: readable }, caller);
  }
}
