import type { Logger } from 'pino';
import type { Clock } from '@fairlead/plugin-sdk';
import type { WorkerEnd, WorkersMetrics } from '@fairlead/telemetry';
import { excessConnections } from './connection-shares.js';
import { SeatHistory, SETTLED_MS } from './seat-history.js';
import { WorkerProcess, type WorkerWatch } from './worker-process.js';

/** How often each worker is asked for its counts: what a crash loses of them is at most as old. */
const ASK_MS = 5000;
/** A worker that has said nothing for as long will not come back. */
const HUNG_MS = 30_000;
/** What a start may take; plugins have limits of their own far below. */
const START_MS = 120_000;

export interface CrewParts {
  readonly count: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkersMetrics;
  /** How long draining may take, until a worker has said so itself. */
  readonly drainMs: number;
  fork(number: number, isFirst: boolean, watch: WorkerWatch): WorkerProcess;
  /** The gateway cannot go on, and why; without a message everything has been said. */
  fail(message: string | undefined, code: number): void;
}

/** Who serves: one worker on each seat, another when it ends, and those that finish what they began. */
export class Crew {
  readonly #seats = new Map<number, WorkerProcess>();
  readonly #histories = new Map<number, SeatHistory>();
  /** Every worker that has not ended. */
  readonly #alive = new Set<WorkerProcess>();
  readonly #waiting = new Set<() => void>();
  #leaving = false;
  /** Whom a restart waits for. */
  #successor: WorkerProcess | undefined;
  /** All seats were taken once. */
  hasStarted = false;

  constructor(private readonly parts: CrewParts) {}

  /** The first alone: what is wrong with the configuration is told once. @returns whether all serve */
  async start(): Promise<boolean> {
    for (let number = 1; number <= this.parts.count; number++) {
      this.#take(number);
      if (number === 1) await this.#settled(() => this.#seats.get(1)?.state !== 'starting');
      if (this.#leaving) return false;
    }
    await this.#settled(() => this.#leaving || this.serving.length === this.parts.count);
    this.hasStarted = !this.#leaving;
    if (this.hasStarted) this.#watchOver();
    return this.hasStarted;
  }

  /** In order of their seats. */
  get serving(): WorkerProcess[] {
    return this.members.filter(({ state }) => state === 'serving');
  }

  /** Who can be asked: those that drain only where no other is left. */
  get answering(): WorkerProcess[] {
    const { serving } = this;
    return serving.length > 0 ? serving : this.members.filter(({ state }) => state === 'draining');
  }

  /** The worker of each seat, and what drains beside it. */
  get members(): WorkerProcess[] {
    return [...this.#alive].sort((a, b) => a.number - b.number || Number(a.id) - Number(b.id));
  }

  get isLeaving(): boolean {
    return this.#leaving;
  }

  get size(): number {
    return this.parts.count;
  }

  /** One seat after the other: its worker drains only when the next one serves. @returns why it stopped, if it did */
  async restart(): Promise<string | undefined> {
    if (this.#successor !== undefined) return 'a restart is under way';
    try {
      for (const [number, old] of this.#seats) {
        const next = (this.#successor = this.#take(number));
        await this.#settled(() => this.#leaving || next.state !== 'starting');
        if (this.#leaving) return 'the gateway is stopping';
        if (next.state !== 'serving') {
          this.#seats.set(number, old);
          if (old.state === 'ended') this.#refill(number, undefined, 'it did not start again');
          return `worker ${number} did not start again; those that serve go on as they were`;
        }
        old.drain('restart', this.parts.drainMs, true);
      }
      return undefined;
    } finally {
      this.#successor = undefined;
    }
  }

  /** Resolves when the last one has ended. */
  async drain(cause: string): Promise<void> {
    this.#leaving = true;
    for (const worker of this.#alive) worker.drain(cause, this.parts.drainMs, false);
    this.#changed();
    await this.#settled(() => this.#alive.size === 0);
  }

  kill(): void {
    this.#leaving = true;
    for (const worker of this.#alive) worker.kill();
  }

  #take(number: number): WorkerProcess {
    const worker = this.parts.fork(number, this.#seats.size === 0, {
      onReady: () => {
        this.parts.logger.debug({ worker: number, pid: worker.pid }, 'worker serves');
        this.#changed();
      },
      onSnapshot: ({ id }, snapshot) => this.parts.metrics.heard(id, snapshot),
      onEnd: (_, code, signal) => this.#ended(worker, code, signal),
    });
    this.#alive.add(worker);
    this.#seats.set(number, worker);
    return worker;
  }

  #ended(worker: WorkerProcess, code: number | null, signal: string | null): void {
    const { number, readyAt } = worker;
    const { metrics, logger, clock } = this.parts;
    this.#alive.delete(worker);
    const wasReady = readyAt !== undefined;
    const isExpected = code === 0 && wasReady;
    const reason: WorkerEnd = worker.hung ? 'hung' : isExpected ? 'stopped' : wasReady ? 'crash' : 'start';
    metrics.ended(worker.id, reason);
    const line = { worker: number, pid: worker.pid, code, signal, reason };
    if (isExpected) logger.info(line, 'worker stopped');
    else logger.error(line, 'worker ended');
    this.#changed();
    const isFollowed = this.#seats.get(number) !== worker || (this.#successor === worker && !wasReady);
    if (this.#leaving || isFollowed) return;
    // It has said itself what is wrong, unless something ended it.
    if (number === 1 && this.#seats.size === 1 && !wasReady)
      return this.#fail(code === null ? `the first worker was ended by ${signal}` : undefined, code);
    this.#refill(number, wasReady ? clock.now() - readyAt : undefined, reasonOf(code, signal));
  }

  #refill(number: number, livedMs: number | undefined, reason: string): void {
    const { clock, logger } = this.parts;
    const history = this.#histories.get(number) ?? new SeatHistory();
    this.#histories.set(number, history);
    const delayMs = history.ended(livedMs, this.#hasSettled());
    if (delayMs === undefined)
      return this.#fail(`worker ${number} keeps ending as soon as it starts (the last one: ${reason})`, 1);
    logger.info({ worker: number, delayMs }, 'worker is started again');
    clock.after(delayMs, () => {
      if (!this.#leaving && this.#seats.get(number)?.state === 'ended') this.#take(number);
    });
  }

  #hasSettled(): boolean {
    const now = this.parts.clock.now();
    return this.serving.some(({ readyAt }) => readyAt !== undefined && now - readyAt >= SETTLED_MS);
  }

  #fail(message: string | undefined, code: number | null): void {
    this.kill();
    this.#changed();
    this.parts.fail(message, code ?? 1);
  }

  /** Asks for counts now and then, and ends who answers nothing any more. */
  #watchOver(): void {
    this.parts.clock.after(ASK_MS, () => {
      for (const worker of this.#alive) this.#look(worker);
      this.#balance();
      if (this.#alive.size > 0 || !this.#leaving) this.#watchOver();
    });
  }

  #look(worker: WorkerProcess): void {
    const silentMs = this.parts.clock.now() - worker.heardAt;
    if (silentMs <= (worker.state === 'starting' ? START_MS : HUNG_MS)) void worker.count(ASK_MS);
    else {
      worker.hung = true;
      worker.kill();
    }
  }

  /** By what they said last: connections live long, and none is moved for a difference of a moment. */
  #balance(): void {
    const { serving } = this;
    const excess = excessConnections(serving.map(({ connections }) => connections));
    serving.forEach((worker, i) => worker.shed(excess[i]!));
  }

  #settled(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #changed(): void {
    for (const look of this.#waiting) look();
  }
}

function reasonOf(code: number | null, signal: string | null): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}
