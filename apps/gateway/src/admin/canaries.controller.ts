import { Controller, Get, HttpCode, Inject, NotFoundException, Param, Post, UseGuards } from '@nestjs/common';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';

/** How canaries compare with their baselines, and the way back for one that was aborted. */
@Controller('admin/canaries')
@UseGuards(AdminGuard)
export class CanariesController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  standings(): object {
    return { canaries: this.runtime.engine.canaries.standings() };
  }

  @Post(':route/:name/reset')
  @HttpCode(204)
  reset(@Param('route') route: string, @Param('name') name: string): void {
    if (this.runtime.engine.canaries.reset(route, name)) return;
    throw new NotFoundException(`No canary "${name}" of a route "${route}" has been compared yet.`);
  }
}
