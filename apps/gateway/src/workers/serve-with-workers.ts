import cluster from 'node:cluster';
import type { Settings } from '@fairlead/configuration';
import { systemClock } from '@fairlead/plugin-host';
import { WorkersMetrics } from '@fairlead/telemetry';
import type { CommandLine } from '../command-line.js';
import { FAREWELL_MS } from '../drain.js';
import { createLogger } from '../observe/logger.js';
import { shownUrl } from '../shown-url.js';
import { Crew } from './crew.js';
import { openFront } from './front.js';
import { followSignals } from './signals.js';
import { seatVariables } from './seat.js';
import { WorkerProcess, type WorkerWatch } from './worker-process.js';

/**
 * This process as the primary of several workers: it takes no request of the API itself. Connections are given to the
 * workers in turn, and to none that has not taken its last one.
 *
 * @returns an exit code once there is nothing more to do; else it serves until a signal ends it
 */
export async function serveWithWorkers(
  settings: Settings,
  command: CommandLine,
): Promise<number | undefined> {
  const clock = systemClock;
  const logger = await createLogger(settings.logLevel, process.stdout.isTTY === true);
  const metrics = new WorkersMetrics(Math.floor(clock.wall().getTime() / 1000 - process.uptime()));
  cluster.schedulingPolicy = cluster.SCHED_RR;
  // Numbers arrive as they are: JSON has no NaN, which gauges without a sample are.
  cluster.setupPrimary({ serialization: 'advanced' });
  let adminUrl = '';
  let end: (code: number) => void = () => undefined;
  const ending = new Promise<number>((resolve) => (end = resolve));
  const crew = new Crew({
    count: settings.workers,
    clock,
    logger,
    metrics,
    drainMs: settings.drain.delayMs + settings.drain.timeoutMs + FAREWELL_MS,
    fork: (number: number, isFirst: boolean, watch: WorkerWatch) =>
      new WorkerProcess(cluster.fork(seatVariables({ number, isFirst, adminUrl })), number, clock, watch),
    fail: (message, code) => {
      if (message !== undefined) process.stderr.write(`fairlead ends: ${message}\n`);
      end(code);
    },
  });
  const { host } = settings.listen.admin;
  const { front, port } = await openFront(crew, metrics, settings.listen.admin);
  adminUrl = shownUrl(host, port);
  followSignals(crew, logger, () => end(0));
  void crew.start().then((serves) => {
    const [first] = crew.serving;
    if (!serves || first === undefined) return;
    logger.info({ api: first.apiUrl, admin: adminUrl, workers: crew.size }, 'listening');
    logger.flush();
    if (process.stdout.isTTY) process.stdout.write(first.banner);
    else if (command.banner) process.stderr.write(first.banner);
  });
  const code = await ending;
  await front.close();
  return code;
}
