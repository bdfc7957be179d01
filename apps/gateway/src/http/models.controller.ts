import { Controller, Get, Inject, NotFoundException, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Runtime } from '../runtime/runtime.js';
import { listModels, type ListedModel } from './model-list.js';
import { modelShape, type ModelShape } from './model-shapes.js';
import { dialectOfPath } from './path-dialect.js';

/** What the policy can reach, in the shape that the caller's library reads. */
@Controller([
  'v1/models',
  'v1beta/models',
  'openai/v1/models',
  'anthropic/v1/models',
  'gemini/v1beta/models',
  'gemini/v1/models',
])
export class ModelsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(@Req() request: FastifyRequest): object {
    const [, query] = request.url.split('?', 2);
    return this.#shape(request).list(this.#models(), new URLSearchParams(query));
  }

  /** The id may hold a slash, as in `provider/model`. */
  @Get('*')
  one(@Param('*') name: string, @Req() request: FastifyRequest): object {
    const model = this.#models().find(({ id }) => id === name);
    if (model !== undefined) return this.#shape(request).one(model);
    const message = `The model "${name}" does not exist here.`;
    throw new NotFoundException({ message, param: 'model', code: 'model_not_found' });
  }

  #shape({ url, headers }: FastifyRequest): ModelShape {
    return modelShape(dialectOfPath(url, headers).name, this.runtime.loadedAt);
  }

  #models(): ListedModel[] {
    return listModels(this.runtime.generation);
  }
}
