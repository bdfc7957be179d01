import { grouped, percentText, timeText, usdText } from '../../format/figures.js';
import { table } from '../../format/table.js';
import { ROUTE_HEADINGS, routeRows } from './route-rows.js';
import type { SimulationReport, TargetReport, Times } from '../report.js';

const NOTHING = '-';

/** A report for people, on one screen. */
export function simulationAsText(report: SimulationReport): string {
  const { policy, seed, replicas, start, durationMs, requests, succeeded, successRate, attempts } = report;
  return [
    `policy ${policy}, seed ${seed}${replicas > 1 ? `, ${replicas} replicas` : ''}: ${grouped(requests)} requests in ${timeText(durationMs)} from ${start}`,
    '',
    `answered     ${grouped(succeeded)} (${percentText(successRate, 3)})${failuresText(report.failures)}`,
    `attempts     ${grouped(attempts)}, ${requests === 0 ? 0 : +(attempts / requests).toFixed(3)} a request`,
    `probes       ${grouped(report.probes)}, without a token`,
    `first token  ${quantilesText(report.firstToken)}`,
    `total        ${quantilesText(report.total)}`,
    ...moneyLines(report),
    '',
    ...targetTable(report.targets),
    '',
    ...table([...ROUTE_HEADINGS], routeRows(report, NOTHING)),
  ].join('\n');
}

function moneyLines({ spendNanoUsd, unpriced, baseline }: SimulationReport): string[] {
  const unknown = unpriced > 0 ? `, and ${grouped(unpriced)} answers whose price is not known` : '';
  const spend = `spend        ${usdText(spendNanoUsd)}${unknown}`;
  if (baseline === undefined) return [spend];
  const { target, costNanoUsd, savedNanoUsd, savedShare } = baseline;
  return [
    spend,
    `against      ${target}: ${usdText(costNanoUsd)}, saved ${usdText(savedNanoUsd)} (${percentText(savedShare)})`,
  ];
}

function targetTable(targets: readonly TargetReport[]): string[] {
  const called = targets.filter(({ attempts, copies }) => attempts + copies > 0);
  const rows = called.map((target) => [
    target.id,
    percentText(target.share),
    grouped(target.answered),
    grouped(target.attempts),
    failuresText(target.failures).replace(/^; /, '') || NOTHING,
    target.firstToken ? timeText(target.firstToken.p95Ms) : NOTHING,
    usdText(target.spendNanoUsd),
    target.ejections === 0 ? NOTHING : `${target.ejections}, ${timeText(target.ejectedMs)}`,
  ]);
  return table(
    ['target', '>share', '>answered', '>attempts', 'failures', '>first token p95', '>spend', '>ejected'],
    rows,
  );
}

function failuresText(failures: Readonly<Record<string, number>>): string {
  return Object.entries(failures)
    .map(([name, count]) => `; ${name} ${grouped(count)}`)
    .join('')
    .replace(/(?<=.); /g, ', ');
}

function quantilesText(quantiles: Times['firstToken']): string {
  if (quantiles === undefined) return NOTHING;
  const { p50Ms, p95Ms, p99Ms } = quantiles;
  return `p50 ${timeText(p50Ms)}, p95 ${timeText(p95Ms)}, p99 ${timeText(p99Ms)}`;
}
