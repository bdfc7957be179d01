import { grouped, percentText, timeText, usdText } from '../format/figures.js';
import { table } from '../format/table.js';
import type { RehearsedRequest } from '../stage/rehearsed-request.js';
import type { SimulationReport } from '../simulate/report.js';
import type { PolicyDiff } from './diff.js';

const NOTHING = '-';
const NONE = '(none)';

/** What changes, for people. */
export function diffAsText({ before, after, routes }: PolicyDiff): string {
  return [
    `${before.policy} → ${after.policy}: ${grouped(before.requests)} requests, seed ${before.seed}`,
    '',
    ...table(['', '>before', '>after', '>change'], figures(before, after)),
    '',
    ...table(['target', '>share before', '>share after', '>change'], shares(before, after)),
    '',
    ...(routes.length === 0
      ? ['every request goes by the route of the same name']
      : routes.flatMap(({ from = NONE, to = NONE, requests, samples }) => [
          `${grouped(requests)} requests go by ${to} instead of ${from}, for example`,
          ...samples.map((request) => `  ${requestText(request)}`),
        ])),
  ].join('\n');
}

function figures(before: SimulationReport, after: SimulationReport): string[][] {
  const rows: [string, (report: SimulationReport) => number | undefined, (value: number) => string][] = [
    ['answered', ({ successRate }) => successRate, (value) => percentText(value, 3)],
    [
      'attempts a request',
      ({ attempts, requests }) => attempts / Math.max(1, requests),
      (value) => String(+value.toFixed(3)),
    ],
    ['first token p50', ({ firstToken }) => firstToken?.p50Ms, timeText],
    ['first token p95', ({ firstToken }) => firstToken?.p95Ms, timeText],
    ['total p95', ({ total }) => total?.p95Ms, timeText],
    ['ejections', ({ targets }) => targets.reduce((sum, { ejections }) => sum + ejections, 0), String],
    ['spend', ({ spendNanoUsd }) => spendNanoUsd, usdText],
  ];
  return rows.map(([name, read, show]) => {
    const [old, now] = [read(before), read(after)];
    const text = (value: number | undefined): string => (value === undefined ? NOTHING : show(value));
    return [name, text(old), text(now), changeText(old, now)];
  });
}

/** Against the value before. */
function changeText(old: number | undefined, now: number | undefined): string {
  if (old === undefined || now === undefined || old === now) return NOTHING;
  if (old === 0) return 'new';
  const change = now / old - 1;
  return `${change > 0 ? '+' : ''}${percentText(change, Math.abs(change) < 0.01 ? 3 : 1)}`;
}

function shares(before: SimulationReport, after: SimulationReport): string[][] {
  const share = ({ targets }: SimulationReport, id: string): number =>
    targets.find((target) => target.id === id)?.share ?? 0;
  const ids = [...new Set([...before.targets, ...after.targets].map(({ id }) => id))];
  return ids
    .map((id) => ({ id, old: share(before, id), now: share(after, id) }))
    .filter(({ old, now }) => old + now > 0)
    .map(({ id, old, now }) => {
      const points = (now - old) * 100;
      const change =
        Math.abs(points) < 0.05 ? NOTHING : `${points > 0 ? '+' : ''}${points.toFixed(1)} points`;
      return [id, percentText(old), percentText(now), change];
    });
}

function requestText({ model, operation, labels, promptTokens, capabilities }: RehearsedRequest): string {
  const said = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [model, operation, `${grouped(promptTokens)} prompt tokens`, ...capabilities, ...said].join(', ');
}
