import {
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Query,
  UseGuards,
  VERSION_NEUTRAL,
} from '@nestjs/common';
import type { DecidedExchange } from '@fairlead/engine';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';
import { decisionLimit } from './decision-limit.js';

/** How the last requests went where they went. */
@Controller({ path: 'admin/decisions', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class DecisionsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(@Query() query: Readonly<Record<string, string>>): object {
    const { route, target, outcome } = query;
    const limit = decisionLimit(query['limit']);
    return { decisions: this.runtime.decisions.list({ route, target, outcome, limit }) };
  }

  @Get(':id')
  one(@Param('id') id: string): DecidedExchange {
    const decided = this.runtime.decisions.find(id);
    if (decided !== undefined) return decided;
    throw new NotFoundException({ error: `no decision "${id}" among the last ones` });
  }
}
