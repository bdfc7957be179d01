import { Controller, Delete, Get, Inject, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { openAiKeptResponses } from '@fairlead/dialects';
import type { RelayAsk } from '@fairlead/engine';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { RawClient } from './client-port.js';
import { toIngress } from './ingress.js';

/** `/v1/responses/{id}`, with whatever follows it; the id is the provider's. */
const KEPT = /^(?:\/openai)?\/v1\/responses\/([^/?]+)(\/[a-z_]+)?\/?(?:\?(.*))?$/;

/** Replies that a provider keeps: read, deleted, cancelled where they are kept, and nowhere else. */
@Controller(['v1/responses', 'openai/v1/responses'])
export class KeptResponsesController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get(':id')
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#relay('GET', request, reply);
  }

  @Get(':id/input_items')
  inputItems(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#relay('GET', request, reply);
  }

  @Delete(':id')
  remove(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#relay('DELETE', request, reply);
  }

  @Post(':id/cancel')
  cancel(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#relay('POST', request, reply);
  }

  /** @throws NotFoundException for a reply that this process has not seen made */
  #relay(method: RelayAsk['method'], request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const [, id = '', rest = '', query] = KEPT.exec(request.url) ?? [];
    const { engine, generation, settings } = this.runtime;
    const keeper = engine.keptReplies.find(id);
    if (keeper === undefined || !generation.targets.has(keeper)) throw unknownReply(id);
    reply.hijack();
    const ingress = toIngress(
      { dialect: openAiKeptResponses, route: '/v1/responses/{id}', call: { model: keeper, stream: false } },
      request.headers,
      Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      settings.forwardHeaders,
    );
    const suffix = `/${id}${rest}${withoutKey(query)}`;
    const accept = request.headers.accept ?? '*/*';
    const relay: RelayAsk = { method, suffix, accept, passRefusals: true, keeper };
    return engine.handle({ ...ingress, relay }, new RawClient(reply.raw, () => this.runtime.draining));
  }
}

/** A caller's key may stand in the query; it is for the gateway. */
function withoutKey(query: string | undefined): string {
  const parameters = new URLSearchParams(query);
  parameters.delete('key');
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

function unknownReply(id: string): NotFoundException {
  return new NotFoundException({
    message: `Response with id '${id}' is not known here: no target made it since the gateway started.`,
    param: 'response_id',
    code: 'response_not_found',
  });
}
