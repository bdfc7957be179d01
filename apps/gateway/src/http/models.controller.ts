import { Controller, Get, Inject, NotFoundException, Param } from '@nestjs/common';
import { Runtime } from '../runtime/runtime.js';
import { listModels, type ListedModel } from './model-list.js';

/** What the policy can reach, in the shape of OpenAI's model list. */
@Controller(['v1/models', 'openai/v1/models'])
export class ModelsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(): { object: 'list'; data: ListedModel[] } {
    return { object: 'list', data: this.#models() };
  }

  /** The id may hold a slash, as in `provider/model`. */
  @Get('*')
  one(@Param('*') name: string): ListedModel {
    const model = this.#models().find((listed) => listed.id === name);
    if (model === undefined) {
      throw new NotFoundException({
        message: `The model "${name}" does not exist here.`,
        param: 'model',
        code: 'model_not_found',
      });
    }
    return model;
  }

  #models(): ListedModel[] {
    return listModels(this.runtime.generation, Math.floor(this.runtime.loadedAt.getTime() / 1000));
  }
}
