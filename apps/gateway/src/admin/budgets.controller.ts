import { Controller, Get, Inject, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { formatUsd } from '@fairlead/ledger';
import { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';

/** What is spent of each budget, by the values of its scope that had a request in this window. */
@Controller({ path: 'admin/budgets', version: VERSION_NEUTRAL })
@UseGuards(AdminGuard)
export class BudgetsController {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  @Get()
  list(): object {
    const { engine, generation } = this.runtime;
    const budgets = [...generation.plan.budgets.values()].map((budget) => ({
      name: budget.name,
      per: budget.per,
      limitUsd: formatUsd(budget.limitNanoUsd),
      scopes: engine.spending.standings(budget).map(({ scope, ...standing }) => ({
        scope,
        spentUsd: formatUsd(standing.spentNanoUsd),
        reservedUsd: formatUsd(standing.reservedNanoUsd),
        windowEnds: new Date(standing.windowEndsMs).toISOString(),
      })),
    }));
    return { budgets };
  }
}
