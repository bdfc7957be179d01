import { compact, grouped, percentText, timeText, usdText } from '../../format/figures.js';
import type { SimulationReport } from '../report.js';
import { answersChart, ejectionsChart, firstTokenChart, spendChart } from './html/charts.js';
import { escaped, tableOf } from './html/markup.js';
import { ROUTE_HEADINGS, routeRows } from './route-rows.js';
import { STYLE } from './html/style.js';

const NOTHING = '–';

/** A report as one page that needs nothing else: no script, no font, no image from anywhere. */
export function simulationAsHtml(report: SimulationReport): string {
  const { policy, seed, replicas, start, durationMs, requests } = report;
  const out = ejectionsChart(report);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Simulation of policy ${escaped(policy)}</title>`,
    `<style>\n${STYLE}\n</style></head><body>`,
    `<h1>Simulation of policy ${escaped(policy)}</h1>`,
    `<p>${grouped(requests)} requests in ${timeText(durationMs)} from ${escaped(start)}, seed ${seed}${replicas > 1 ? `, ${replicas} replicas` : ''}. A model of the targets, not a forecast.</p>`,
    keyFigures(report),
    '<h2>Who answered (requests a second)</h2>',
    answersChart(report),
    '<h2>Time to the first token</h2>',
    firstTokenChart(report),
    ...(out === undefined ? [] : ['<h2>Out of service</h2>', out]),
    '<h2>Spend</h2>',
    spendChart(report),
    '<h2>Targets</h2>',
    targetTable(report),
    '<h2>Routes</h2>',
    tableOf([...ROUTE_HEADINGS], routeRows(report, NOTHING)),
    '</body></html>',
    '',
  ].join('\n');
}

function keyFigures(report: SimulationReport): string {
  const { requests, succeeded, successRate, attempts, firstToken, total, spendNanoUsd, unpriced, baseline } =
    report;
  const failed = Object.entries(report.failures).map(([name, count]) => `${name} ${grouped(count)}`);
  const figures: [name: string, value: string, more: string][] = [
    [
      'answered',
      percentText(successRate, 3),
      failed.length > 0 ? failed.join(', ') : `${grouped(succeeded)} requests`,
    ],
    [
      'attempts a request',
      String(requests === 0 ? 0 : +(attempts / requests).toFixed(3)),
      `${grouped(attempts)} in all`,
    ],
    [
      'first token, p95',
      firstToken ? timeText(firstToken.p95Ms) : NOTHING,
      firstToken ? `p50 ${timeText(firstToken.p50Ms)}, p99 ${timeText(firstToken.p99Ms)}` : '',
    ],
    [
      'whole answer, p95',
      total ? timeText(total.p95Ms) : NOTHING,
      total ? `p50 ${timeText(total.p50Ms)}, p99 ${timeText(total.p99Ms)}` : '',
    ],
    ['spend', usdText(spendNanoUsd), unpriced > 0 ? `${grouped(unpriced)} without a known price` : ''],
  ];
  if (baseline) {
    const against = `against ${usdText(baseline.costNanoUsd)} at ${baseline.target}`;
    figures.push(['saved', percentText(baseline.savedShare), against]);
  }
  const items = figures.map(
    ([name, value, more]) =>
      `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}<small>${escaped(more)}</small></dd></div>`,
  );
  return `<dl>${items.join('\n')}</dl>`;
}

function targetTable({ targets }: SimulationReport): string {
  const headings = [
    'target',
    '>share',
    '>answered',
    '>attempts',
    'failures',
    '>first token p50',
    '>p95',
    '>prompt tokens',
    '>output tokens',
    '>spend',
    '>out',
  ];
  const rows = targets
    .filter(({ attempts, copies }) => attempts + copies > 0)
    .map((target) => [
      target.id,
      percentText(target.share),
      grouped(target.answered),
      grouped(target.attempts),
      Object.entries(target.failures)
        .map(([name, count]) => `${name} ${grouped(count)}`)
        .join(', ') || NOTHING,
      target.firstToken ? timeText(target.firstToken.p50Ms) : NOTHING,
      target.firstToken ? timeText(target.firstToken.p95Ms) : NOTHING,
      compact(target.inputTokens),
      compact(target.outputTokens),
      usdText(target.spendNanoUsd),
      target.ejections === 0 ? NOTHING : `${timeText(target.ejectedMs)} (${target.ejections})`,
    ]);
  return tableOf(headings, rows);
}
