import { All, Controller, Inject, Req, Res, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Entry } from './entry.js';
import { DialectErrorFilter } from './dialect-error.filter.js';
import { Runtime } from '../runtime/runtime.js';
import { BYTES } from './host-routes.js';
import { INFERENCE_PATHS, serveInference } from './inference-routes.js';

/** The gateway's routes in another application. */
@Controller({ version: VERSION_NEUTRAL })
@UseFilters(DialectErrorFilter)
export class InferenceController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Entry) private readonly entry: Entry,
  ) {}

  @RouteConfig(BYTES)
  @All(INFERENCE_PATHS)
  async serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await serveInference(this.runtime, this.entry, request, reply);
  }
}
