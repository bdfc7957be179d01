import {
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  UseGuards,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { CanaryStanding } from '@fairlead/engine';
import { TEXT } from '../http/host-routes.js';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';

/** How canaries compare with the rest of their routes, and giving one that was aborted another chance. */
@Controller({ path: 'admin/canaries', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class CanariesController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  /** Of the policy in force that have had a request. */
  @Get()
  list(): { readonly canaries: readonly CanaryStanding[] } {
    const { engine, generation } = this.runtime;
    const isThere = ({ route, name }: CanaryStanding): boolean =>
      generation.plan.routes.some(
        (plan) => plan.name === route && plan.canaries.some((canary) => canary.name === name),
      );
    return { canaries: engine.canaries.standings().filter(isThere) };
  }

  @RouteConfig(TEXT)
  @Post(':route/:name/reset')
  @HttpCode(204)
  reset(@Param('route') route: string, @Param('name') name: string): void {
    const { engine, logger } = this.runtime;
    if (!engine.canaries.reset(route, name))
      throw new NotFoundException(`No canary "${name}" of a route "${route}" has been compared yet.`);
    logger.info({ route, canaryName: name }, 'canary reset');
  }
}
