import type { Health } from '@fairlead/health';
import type { LoadBook } from '@fairlead/routing';
import type { TargetGauge } from '@fairlead/telemetry';

/** Every target as it is at this moment, for a scrape. */
export function targetGauges(health: Health, load: LoadBook): TargetGauge[] {
  return health.report().map(({ id, circuit, quotaHeadroom }) => ({
    target: id,
    inflight: load.target(id).inflight,
    circuit,
    quotaHeadroom,
  }));
}
