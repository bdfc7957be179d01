import { percentText, timeText, usdText } from '../../../format/figures.js';
import type { SimulationReport } from '../../report.js';
import { escaped } from './markup.js';
import { Plot } from './plot.js';

const HEIGHT = 240;
/** A name above its rail. */
const STRIP = 38;
const RAIL = 14;
const NAME = 16;

/** More targets than this share the last colour. */
const COLOURS = 8;

function plotOf({ start, stepMs, timeline }: SimulationReport, max: number, height = HEIGHT): Plot {
  return new Plot({ height, steps: timeline.length, stepMs, start: new Date(start), max });
}

function colour(place: number): string {
  return `var(--series-${Math.min(place, COLOURS - 1)})`;
}

/** Names with their colours, under a chart. */
function legend(names: readonly string[]): string {
  const items = names.map(
    (name, place) => `<li><i style="background:${colour(place)}"></i>${escaped(name)}</li>`,
  );
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** Targets that answered something, most first, with their places in the report. */
function answering({ targets }: SimulationReport): { id: string; place: number }[] {
  return targets
    .map(({ id, answered }, place) => ({ id, answered, place }))
    .filter(({ answered }) => answered > 0)
    .toSorted((a, b) => b.answered - a.answered);
}

/** Who answered, stacked; what failed is on top. */
export function answersChart(report: SimulationReport): string {
  const { timeline, stepMs } = report;
  const perSecond = (count: number): number => (count * 1000) / stepMs;
  const plot = plotOf(report, Math.max(...timeline.map(({ requests }) => perSecond(requests))));
  const shown = answering(report);
  let lower = timeline.map(() => 0);
  const areas = shown.map(({ place }, rank) => {
    const upper = lower.map((value, step) => value + perSecond(timeline[step]!.answered[place]!));
    const area = `<path d="${plot.area(lower, upper)}" fill="${colour(rank)}"/>`;
    lower = upper;
    return area;
  });
  const failed = lower.map((value, step) => value + perSecond(timeline[step]!.failed));
  areas.push(`<path d="${plot.area(lower, failed)}" fill="var(--bad)"/>`);
  const hints = plot.hints((step) => {
    const moment = timeline[step]!;
    const parts = shown.map(({ id, place }) => `${id}: ${moment.answered[place]}`);
    return [`${moment.requests} requests`, ...parts, `failed: ${moment.failed}`].join('\n');
  });
  const svg = plot.svg(
    'Requests a second by the target that answered',
    `${areas.join('\n')}\n${hints}`,
    (value) => String(+value.toPrecision(3)),
  );
  return `${svg}${legend(shown.map(({ id }) => id))}`;
}

/** Times to the first token. */
export function firstTokenChart(report: SimulationReport): string {
  const { timeline } = report;
  const p50 = timeline.map(({ firstTokenP50Ms }) => firstTokenP50Ms);
  const p95 = timeline.map(({ firstTokenP95Ms }) => firstTokenP95Ms);
  const plot = plotOf(report, Math.max(1, ...p95.map((value = 0) => value)));
  const lines = [p50, p95].map(
    (values, place) => `<path class="line" d="${plot.path(values)}" stroke="${colour(place)}"/>`,
  );
  const text = (value: number | undefined): string => (value === undefined ? 'none' : timeText(value));
  const hints = plot.hints((step) => `p50 ${text(p50[step])}\np95 ${text(p95[step])}`);
  return `${plot.svg('Time to the first token', `${lines.join('\n')}\n${hints}`, timeText)}${legend(['p50', 'p95'])}`;
}

/** What was spent, added up. */
export function spendChart(report: SimulationReport): string {
  let sum = 0;
  const spent = report.timeline.map(({ spendNanoUsd }) => (sum += spendNanoUsd));
  const plot = plotOf(report, Math.max(1, sum));
  const line = `<path class="line" d="${plot.path(spent)}" stroke="${colour(0)}"/>`;
  const hints = plot.hints((step) => `${usdText(spent[step]!)} so far`);
  return plot.svg('Spend, added up', `${line}\n${hints}`, (value) => usdText(value).replace(/\.00$/, ''));
}

/** Who was out of service, and when; undefined when nobody was. */
export function ejectionsChart(report: SimulationReport): string | undefined {
  const { targets, timeline } = report;
  const out = targets
    .map(({ id, ejections }, place) => ({ id, ejections, place }))
    .filter(({ ejections }) => ejections > 0);
  if (out.length === 0) return undefined;
  const height = 40 + out.length * STRIP;
  const plot = plotOf(report, 1, height);
  const width = Math.max(1, plot.x(1) - plot.x(0));
  const strips = out.map(({ id, ejections: times, place }, row) => {
    const top = 12 + row * STRIP;
    const y = top + NAME;
    const marks = timeline.map(({ ejected, ejections }, step) => {
      const part = Math.max(ejected[place]!, ejections[place]! > 0 ? 0.2 : 0);
      if (part === 0) return '';
      const title = `${id}: out ${percentText(ejected[place]!)} of the time, ejected ${ejections[place]} times`;
      return `<rect x="${plot.x(step)}" y="${y}" width="${width}" height="${RAIL}" fill="var(--bad)" opacity="${Math.min(1, part)}"><title>${escaped(title)}</title></rect>`;
    });
    const end = plot.x(timeline.length);
    const name = `<text class="name" x="${plot.x(0)}" y="${top + 11}">${escaped(id)}</text><text class="axis" x="${end}" y="${top + 11}" text-anchor="end">${times} ejections</text>`;
    const rail = `<rect class="rail" x="${plot.x(0)}" y="${y}" width="${end - plot.x(0)}" height="${RAIL}"/>`;
    return `${name}\n${rail}\n${marks.join('')}`;
  });
  return plot.frame('Out of service', strips.join('\n'));
}
