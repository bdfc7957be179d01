import { Controller, Get, Inject, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';

/** What is loaded, where from, and how it does. One that cannot be loaded never gets this far: the old plan stays. */
@Controller({ path: 'admin/plugins', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class PluginsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(): object {
    return { plugins: this.runtime.plugins };
  }
}
