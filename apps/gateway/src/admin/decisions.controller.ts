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

const DEFAULT_LIMIT = 50;

/** How the last requests went where they went. */
@Controller({ path: 'admin/decisions', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class DecisionsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(@Query() query: Readonly<Record<string, string>>): object {
    const { route, target, outcome } = query;
    const limit = Math.max(1, Number(query['limit']) || DEFAULT_LIMIT);
    return { decisions: this.runtime.decisions.list({ route, target, outcome, limit }) };
  }

  @Get(':id')
  one(@Param('id') id: string): DecidedExchange {
    const decided = this.runtime.decisions.find(id);
    if (decided !== undefined) return decided;
    throw new NotFoundException({ error: `no decision "${id}" among the last ones` });
  }
}
