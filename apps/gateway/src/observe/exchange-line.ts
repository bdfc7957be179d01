import type { AttemptReport, ExchangeReport } from '@fairlead/engine';
import { formatUsd } from '@fairlead/ledger';
import { PHASES, type Phase, type phasesOf } from './phases.js';

/**
 * What the log says of an exchange, as the members of a JSON object: names, numbers and classes, no prompt, no key. Put together as text,
 * since every request has one: as an object for the logger to take apart again it cost three times as much (7% of a request).
 *
 * @param share what the line stands for: 1 for itself, less where others have none
 */
export function exchangeLine(
  report: ExchangeReport,
  phases: ReturnType<typeof phasesOf>,
  share: number,
): string {
  const { route, target, usage, costNanoUsd, firstTokenMs, queuedMs, droppedEvents } = report;
  let line = `"requestId":${JSON.stringify(report.requestId)},"dialect":"${report.dialect}"`;
  if (route !== undefined) line += `,"route":${quoted(route)}`;
  if (target !== undefined) line += `,"target":${quoted(target)}`;
  line += `,"outcome":"${report.outcome}","status":${report.status},"stream":${report.stream}`;
  line += `,"attempts":[${attemptList(report.attempts)}]`;
  if (usage !== undefined) line += `,"tokens":${JSON.stringify(usage)}`;
  if (costNanoUsd !== undefined) line += `,"costUsd":"${formatUsd(costNanoUsd)}"`;
  line += `,"ms":${tenths(report.durationMs)}`;
  if (phases !== undefined) line += `,"phasesMs":{${phaseList(phases)}}`;
  if (firstTokenMs !== undefined) line += `,"firstTokenMs":${tenths(firstTokenMs)}`;
  if (droppedEvents > 0) line += `,"droppedEvents":${droppedEvents}`;
  if (queuedMs !== undefined) line += `,"queuedMs":${tenths(queuedMs)}`;
  return line + rarities(report, share);
}

/** What most exchanges have nothing of. */
function rarities(report: ExchangeReport, share: number): string {
  const { canary, overBudget, notReplayedBytes, panic, alerts, error } = report;
  let line = '';
  if (canary !== undefined) line += `,"canary":${quoted(canary)}`;
  if (overBudget !== undefined) line += `,"overBudget":${JSON.stringify(overBudget)}`;
  if (notReplayedBytes !== undefined) line += `,"notReplayedBytes":${notReplayedBytes}`;
  if (panic) line += ',"panic":true';
  if (alerts.length > 0) line += `,"alerts":${JSON.stringify(alerts)}`;
  if (error !== undefined) line += `,"error":${JSON.stringify(error)}`;
  if (share < 1) line += `,"sample":${share}`;
  return line;
}

function attemptList(attempts: readonly AttemptReport[]): string {
  let list = '';
  for (const { target, result, status, hedge, durationMs } of attempts) {
    list += `${list === '' ? '' : ','}{"target":${quoted(target)},"result":"${result}"`;
    if (hedge) list += ',"hedge":true';
    if (status !== undefined) list += `,"status":${status}`;
    list += `,"ms":${tenths(durationMs)}}`;
  }
  return list;
}

/** Phases that took no time say nothing. */
function phaseList(phases: Readonly<Record<Phase, number>>): string {
  let list = '';
  for (const phase of PHASES) {
    const ms = tenths(phases[phase]);
    if (ms > 0) list += `${list === '' ? '' : ','}"${phase}":${ms}`;
  }
  return list;
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;

/** Names of the configuration as JSON: the same few again and again. */
const known = new Map<string, string>();
/** Reloads bring new ones. */
const MAX_KNOWN = 10_000;

function quoted(name: string): string {
  let text = known.get(name);
  if (text === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(name, (text = JSON.stringify(name)));
  }
  return text;
}
