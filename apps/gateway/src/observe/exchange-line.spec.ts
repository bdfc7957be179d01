import type { ExchangeReport } from '@fairlead/engine';
import { pino } from 'pino';
import { exchangeLine } from './exchange-line.js';
import { phasesOf } from './phases.js';
import { writeLine } from './write-line.js';

const answered: ExchangeReport = {
  requestId: 'req_1',
  dialect: 'openai-chat',
  operation: 'chat',
  stream: false,
  route: 'a "quoted" route',
  target: 'one/ä\n',
  outcome: 'ok',
  status: 200,
  attempts: [
    { target: 'one/ä\n', result: 'ok', status: 200, startedMs: 0.5, durationMs: 12.34, firstTokenMs: 11 },
  ],
  panic: false,
  usage: { input: 7, output: 3 },
  costNanoUsd: 1_500_000,
  durationMs: 13.06,
  firstTokenMs: 11.5,
  overheadMs: 0.5,
  droppedEvents: 0,
  alerts: [],
};

function read(report: ExchangeReport, share = 1): Record<string, unknown> {
  return JSON.parse(`{${exchangeLine(report, phasesOf(report), share)}}`) as Record<string, unknown>;
}

it('says what an answered exchange was', () => {
  expect(read(answered)).toEqual({
    requestId: 'req_1',
    dialect: 'openai-chat',
    route: 'a "quoted" route',
    target: 'one/ä\n',
    outcome: 'ok',
    status: 200,
    stream: false,
    attempts: [{ target: 'one/ä\n', result: 'ok', status: 200, ms: 12.3 }],
    tokens: { input: 7, output: 3 },
    costUsd: '0.0015',
    ms: 13.1,
    phasesMs: { gateway: 0.5, first_token: 11, stream: 1.3 },
    firstTokenMs: 11.5,
  });
});

it('says what most exchanges have nothing of', () => {
  const { route: _, target: _target, usage: _usage, costNanoUsd: _cost, ...rest } = answered;
  const failed: ExchangeReport = {
    ...rest,
    requestId: 'x"y',
    outcome: 'timeout_total',
    status: 504,
    firstTokenMs: undefined,
    attempts: [
      { target: 'a/m', result: 'server_error', status: 500, startedMs: 0, durationMs: 1 },
      { target: 'b/m', result: 'cancelled', hedge: true, startedMs: 1, durationMs: 2 },
    ],
    canary: 'new\u2028one',
    overBudget: ['team'],
    notReplayedBytes: 9_000_000,
    panic: true,
    droppedEvents: 2,
    queuedMs: 3.14,
    alerts: ['pager'],
    error: 'it said "no"',
  };
  expect(read(failed, 0.25)).toMatchObject({
    requestId: 'x"y',
    attempts: [
      { target: 'a/m', result: 'server_error', status: 500, ms: 1 },
      { target: 'b/m', result: 'cancelled', hedge: true, ms: 2 },
    ],
    canary: 'new\u2028one',
    overBudget: ['team'],
    notReplayedBytes: 9_000_000,
    panic: true,
    droppedEvents: 2,
    queuedMs: 3.1,
    alerts: ['pager'],
    error: 'it said "no"',
    sample: 0.25,
  });
  expect(Object.keys(read(failed))).not.toEqual(
    expect.arrayContaining(['route', 'target', 'tokens', 'phasesMs']),
  );
});

it('is a line like any other of the logger, and none below its level', () => {
  const lines: Record<string, unknown>[] = [];
  const write = (text: string): void => void lines.push(JSON.parse(text) as Record<string, unknown>);
  const logger = pino({ level: 'warn', base: { worker: 2 } }, { write });
  logger.warn({ a: 1 }, 'said');
  writeLine(logger, 'info', () => '"a":1', 'said');
  writeLine(logger, 'warn', () => '"a":1', 'said');
  expect(lines).toHaveLength(2);
  expect({ ...lines[1], time: 0 }).toEqual({ ...lines[0], time: 0 });
});
