import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { openAiChat, openAiEmbeddings, type Dialect } from '@fairlead/dialects';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { RawClient } from './client-port.js';
import { toIngress } from './ingress.js';

/** The inference routes. They write to the raw reply: no pipe, guard or interceptor stands between. */
@Controller()
export class InferenceController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Post(['v1/chat/completions', 'openai/v1/chat/completions'])
  chat(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#serve(openAiChat, request, reply);
  }

  @Post(['v1/embeddings', 'openai/v1/embeddings'])
  embeddings(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#serve(openAiEmbeddings, request, reply);
  }

  #serve(dialect: Dialect, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    const { engine, settings } = this.runtime;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const ingress = toIngress(dialect, request.headers, body, settings.forwardHeaders);
    return engine.handle(ingress, new RawClient(reply.raw, () => this.runtime.draining));
  }
}
