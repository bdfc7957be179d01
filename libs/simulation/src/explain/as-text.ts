import { timeText, usdText } from '../format/figures.js';
import { table } from '../format/table.js';
import type { ExplainedCandidate, ExplainedTier, Explanation } from './explanation.js';

/** An explanation as tables, for people. */
export function explanationAsText(explanation: Explanation): string {
  const parts = [
    passed(explanation),
    ...explanation.tiers.map((tier) => candidates(tier, explanation)),
    attempts(explanation),
    settings(explanation),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function passed({ passedOver, route, at, canary, constraints, replayed, ...rest }: Explanation): string[] {
  const rows = passedOver.map((over) => [over.route, `no: ${over.because}`, over.at ?? '']);
  if (route !== undefined)
    rows.push([route, canary === undefined ? 'yes' : `yes, canary ${canary}`, at ?? '']);
  const said = [`policy ${rest.policy}`, ...table(['route', 'matches', 'where'], rows)];
  if (route === undefined) said.push(`no route matches: ${rest.status}`);
  for (const { name, at: place } of constraints) {
    said.push(`constraint ${name} is in force${place === undefined ? '' : ` (${place})`}`);
  }
  const same = replayed?.filter(Boolean).length ?? 0;
  if (replayed?.length) said.push(`made again: ${same} of ${replayed.length} decisions are the same`);
  return said;
}

function candidates(
  tier: ExplainedTier,
  { chosen, reason, draws, affinity, attempts }: Explanation,
): string[] {
  const head = `tier ${tier.name}, ${tier.strategy}${tier.onlyViaRule ? ', only via a rule' : ''}`;
  const names = [...new Set(tier.candidates.flatMap(({ parts = {} }) => Object.keys(parts)))];
  const first = tier.candidates.some(({ id, excluded }) => id === chosen && excluded === undefined);
  const isFirst = first && (attempts[0] === undefined || attempts[0].tier === tier.name);
  const rows = tier.candidates.map((candidate) => [
    isFirst && candidate.id === chosen ? '→' : '',
    candidate.id,
    candidate.weight === undefined ? '' : figure(candidate.weight),
    ...names.map((name) => partText(candidate, name)),
    candidate.costNanoUsd === undefined ? '?' : usdText(candidate.costNanoUsd),
    candidate.excluded ?? '',
    candidate.at ?? '',
  ]);
  const headings = ['', 'target', '>weight', ...names.map((name) => `>${name}`), '>cost', 'out', 'where'];
  const lines = [head, ...table(headings, rows)];
  if (!isFirst) return lines;
  if (affinity)
    lines.push(`by affinity: key ${affinity.key}, place ${affinity.rank} in its order (${affinity.by})`);
  else lines.push(`by ${reason}${draws.length > 0 ? `, drawn ${draws.map(figure).join(', ')}` : ''}`);
  return lines;
}

function attempts({ attempts: made, status, outcome, chosen }: Explanation): string[] {
  if (made.length === 0) return chosen === undefined ? [`nobody is asked: ${status} ${outcome}`] : [];
  const rows = made.map(({ target, tier, reason, result }, index) => [
    String(index + 1),
    target,
    tier,
    reason,
    result,
  ]);
  return [...table(['>attempt', 'target', 'tier', 'by', 'then'], rows), `in the end: ${status} ${outcome}`];
}

/** What the policy's own files say; all else is built in. */
function settings({ settings: all, route }: Explanation): string[] {
  const own = all.filter(({ at }) => at !== 'built-in');
  if (own.length === 0) return [];
  const rows = own.map(({ key, value, at }) => [key, String(value), at]);
  return [
    ...table(['setting', 'value', 'where'], rows),
    `${all.length - own.length} more of ${route} are built in`,
  ];
}

function partText({ parts = {} }: ExplainedCandidate, name: string): string {
  const value = parts[name];
  if (value === undefined) return '';
  if (name.endsWith('_nano_usd')) return usdText(value);
  return name.endsWith('_ms') ? timeText(value) : figure(value);
}

function figure(value: number): string {
  return String(+value.toPrecision(4));
}
