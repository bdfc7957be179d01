import type { DecidedExchange } from '@fairlead/engine';

/** How one request went where it went: every decision with its candidates, and the attempts that came of it. */
export function explanationLines({ route, outcome, status, steps }: DecidedExchange): string[] {
  return [
    `request by route ${route}: ${outcome} (${status})`,
    ...steps.flatMap(({ record, attempts }) => [
      `${record.reason}: ${record.chosen ?? 'nobody'}${record.tier === undefined ? '' : ` in tier ${record.tier}`}`,
      ...record.candidates.map(({ id, tier, weight, excluded }) => {
        const why = excluded ?? (id === record.chosen ? 'chosen' : `weight ${weight}`);
        return `  ${tier}  ${id}  ${why}`;
      }),
      ...attempts.map(
        ({ target, result, durationMs }) =>
          `  attempt at ${target}: ${result} after ${Math.round(durationMs)} ms`,
      ),
    ]),
  ];
}
