import { EventEmitter } from 'node:events';
import type { Worker } from 'node:cluster';
import { VirtualClock } from '@fairlead/simulation';
import { WorkersMetrics } from '@fairlead/telemetry';
import { pino } from 'pino';
import { Crew } from './crew.js';
import type { Order, Report } from './protocol.js';
import { WorkerProcess } from './worker-process.js';

/** A process that does what the test says, and answers whatever it is asked. */
class FakeWorker extends EventEmitter {
  readonly orders: Order[] = [];
  answers = true;
  connections = 0;
  readonly process = { pid: 0, kill: (signal: string) => this.end(null, signal) };

  constructor(readonly id: number) {
    super();
    this.process.pid = 1000 + id;
  }

  isConnected(): boolean {
    return true;
  }

  send(order: Order): void {
    this.orders.push(order);
    if (order.order === 'counts' && this.answers)
      this.say({ report: 'counts', id: order.id, snapshot: [], connections: this.connections });
  }

  say(report: Report): void {
    this.emit('message', report);
  }

  listen(): void {
    this.say({ report: 'ready', api: 'http://127.0.0.1:1', banner: '' });
  }

  end(code: number | null, signal: string | null = null): void {
    this.emit('exit', code, signal);
  }
}

const MINUTE_MS = 60_000;

describe('a crew', () => {
  let clock: VirtualClock;
  let forked: FakeWorker[];
  let failures: [string | undefined, number][];
  let crew: Crew;

  beforeEach(() => {
    clock = new VirtualClock();
    forked = [];
    failures = [];
    crew = new Crew({
      count: 2,
      clock,
      logger: pino({ level: 'silent' }),
      metrics: new WorkersMetrics(0),
      drainMs: 5000,
      fork: (number, _isFirst, watch) => {
        const fake = new FakeWorker(forked.length + 1);
        forked.push(fake);
        return new WorkerProcess(fake as unknown as Worker, number, clock, watch);
      },
      fail: (message, code) => failures.push([message, code]),
    });
  });

  const started = async (): Promise<void> => {
    const starting = crew.start();
    forked[0]!.listen();
    await clock.play(0);
    forked[1]!.listen();
    expect(await starting).toBe(true);
  };
  const pids = (): unknown[] => crew.serving.map(({ pid }) => pid);

  it('begins with one worker, whose word on the configuration is final', async () => {
    const starting = crew.start();
    await clock.play(MINUTE_MS);
    expect(forked).toHaveLength(1);
    forked[0]!.end(1);
    expect(await starting).toBe(false);
    expect(failures).toEqual([[undefined, 1]]);
  });

  it('says what ended a first worker that could not say anything', async () => {
    const starting = crew.start();
    forked[0]!.end(null, 'SIGKILL');
    expect(await starting).toBe(false);
    expect(failures).toEqual([['the first worker was ended by SIGKILL', 1]]);
  });

  it('fills a seat again at once, and later and later when that is of no use', async () => {
    await started();
    await clock.play(MINUTE_MS);
    forked[1]!.end(7);
    await clock.play(0);
    forked[2]!.listen();
    expect(pids()).toEqual([1001, 1003]);
    for (const delayMs of [200, 400, 800, 1600]) {
      forked.at(-1)!.end(7);
      await clock.play(delayMs - 1);
      const before = forked.length;
      await clock.play(1);
      expect(forked).toHaveLength(before + 1);
    }
    // The other one serves: nothing would be better for an end of all.
    expect(failures).toEqual([]);
  });

  it('gives up when no worker lives', async () => {
    await started();
    for (let n = 0; n < 5; n++) {
      forked.at(-1)!.end(7);
      await clock.play(1000);
      if (failures.length === 0) forked.at(-1)!.listen();
    }
    const why = 'worker 2 keeps ending as soon as it starts (the last one: exit code 7)';
    expect(failures).toEqual([[why, 1]]);
    expect(pids()).toEqual([]);
  });

  it('ends a worker that has not answered for half a minute', async () => {
    await started();
    forked[1]!.answers = false;
    await clock.play(25_000);
    expect(pids()).toEqual([1001, 1002]);
    await clock.play(15_000);
    forked[2]!.listen();
    expect(pids()).toEqual([1001, 1003]);
  });

  it('lets a worker shed what it has beyond its share', async () => {
    await started();
    forked[1]!.connections = 40;
    await clock.play(11_000);
    const shed = forked.map(({ orders }) => orders.filter(({ order }) => order === 'shed').at(-1));
    expect(shed).toEqual([
      { order: 'shed', connections: 0 },
      { order: 'shed', connections: 20 },
    ]);
  });

  it('stays as it is when a restart does not succeed', async () => {
    await started();
    const restarting = crew.restart();
    expect(await crew.restart()).toBe('a restart is under way');
    forked[2]!.end(1);
    expect(await restarting).toBe('worker 1 did not start again; those that serve go on as they were');
    await clock.play(MINUTE_MS);
    expect([pids(), forked.length]).toEqual([[1001, 1002], 3]);
    forked[0]!.end(7);
    await clock.play(0);
    expect(forked).toHaveLength(4);
  });

  it('ends who does not finish in the time that it asked for', async () => {
    await started();
    const drained = crew.drain('SIGTERM');
    expect(forked[0]!.orders.at(-1)).toEqual({ order: 'drain', cause: 'SIGTERM', retire: false });
    forked[0]!.say({ report: 'draining', withinMs: MINUTE_MS });
    forked[1]!.end(0);
    await clock.play(MINUTE_MS);
    expect(crew.members.map(({ state }) => state)).toEqual(['draining']);
    await clock.play(5000);
    await drained;
    expect([crew.members, failures]).toEqual([[], []]);
  });
});
