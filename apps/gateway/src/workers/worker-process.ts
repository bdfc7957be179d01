import type { Worker } from 'node:cluster';
import type { Clock, Cancel } from '@fairlead/plugin-sdk';
import type { Snapshot } from '@fairlead/telemetry';
import { isReport, type Order, type PageAnswer, type PageRequest, type Report } from './protocol.js';

/** Beyond what it says of itself: for its last words. */
const LAST_WORDS_MS = 3000;

export interface WorkerWatch {
  onReady(worker: WorkerProcess): void;
  onSnapshot(worker: WorkerProcess, snapshot: Snapshot): void;
  onEnd(worker: WorkerProcess, code: number | null, signal: string | null): void;
}

type Answer = Extract<Report, { id: number }>;

/** The primary's line to one worker, through its one life. */
export class WorkerProcess {
  state: 'starting' | 'serving' | 'draining' | 'ended' = 'starting';
  /** Clock time; undefined: not yet. */
  readyAt: number | undefined;
  heardAt: number;
  apiUrl = '';
  /** Open to callers, as it last said. */
  connections = 0;
  banner = '';
  /** It was ended because it did not answer any more. */
  hung = false;
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  #asked = 0;
  #deadline: Cancel = () => undefined;

  constructor(
    private readonly worker: Worker,
    /** Of its seat. */
    readonly number: number,
    private readonly clock: Clock,
    private readonly watch: WorkerWatch,
  ) {
    this.heardAt = clock.now();
    worker.on('message', (message: unknown) => isReport(message) && this.#heard(message));
    worker.on('exit', (code: number | null, signal: string | null) => this.#ended(code, signal));
    // A worker that dies while it is told something: its exit says all.
    worker.on('error', () => undefined);
  }

  /** Unlike the number, no other worker ever has it. */
  get id(): string {
    return String(this.worker.id);
  }

  get pid(): number | undefined {
    return this.worker.process.pid;
  }

  /** Undefined when it has not answered in time, or is gone. */
  async page(request: PageRequest, deadlineMs: number): Promise<PageAnswer | undefined> {
    const answer = await this.#ask((id) => ({ order: 'page', id, request }), deadlineMs);
    return answer?.report === 'page' ? answer.answer : undefined;
  }

  /** @returns whether it has told its counts in time */
  async count(deadlineMs: number): Promise<boolean> {
    return (await this.#ask((id) => ({ order: 'counts', id }), deadlineMs)) !== undefined;
  }

  /** @param patienceMs until it has said how long it will take */
  drain(cause: string, patienceMs: number, retire: boolean): void {
    if (this.state === 'ended') return;
    if (this.state === 'starting') return this.kill();
    this.state = 'draining';
    this.#endWithin(patienceMs);
    this.#send({ order: 'drain', cause, retire });
  }

  /** @param connections how many callers shall find another worker; what it was told before no longer counts */
  shed(connections: number): void {
    if (this.state === 'serving') this.#send({ order: 'shed', connections });
  }

  signal(signal: NodeJS.Signals): void {
    this.worker.process.kill(signal);
  }

  kill(): void {
    this.worker.process.kill('SIGKILL');
  }

  #endWithin(ms: number): void {
    this.#deadline();
    this.#deadline = this.clock.after(ms + LAST_WORDS_MS, () => this.kill());
  }

  #ask(order: (id: number) => Order, deadlineMs: number): Promise<Answer | undefined> {
    if (this.state === 'ended') return Promise.resolve(undefined);
    const id = ++this.#asked;
    return new Promise((resolve) => {
      const settle = (answer: Answer | undefined): void => {
        cancel();
        this.#waiting.delete(id);
        resolve(answer);
      };
      const cancel = this.clock.after(deadlineMs, () => settle(undefined));
      this.#waiting.set(id, settle);
      this.#send(order(id));
    });
  }

  #send(order: Order): void {
    if (this.worker.isConnected()) this.worker.send(order, () => undefined);
  }

  #heard(report: Report): void {
    this.heardAt = this.clock.now();
    if (report.report === 'ready') {
      this.apiUrl = report.api;
      this.banner = report.banner;
      this.readyAt = this.heardAt;
      this.state = 'serving';
      this.watch.onReady(this);
    } else if (report.report === 'draining') {
      this.state = 'draining';
      this.#endWithin(report.withinMs);
    } else {
      if (report.report === 'counts') this.connections = report.connections;
      if (report.report !== 'page') this.watch.onSnapshot(this, report.snapshot);
      if (report.report !== 'last') this.#waiting.get(report.id)?.(report);
    }
  }

  #ended(code: number | null, signal: string | null): void {
    this.state = 'ended';
    this.#deadline();
    for (const settle of this.#waiting.values()) settle(undefined);
    this.watch.onEnd(this, code, signal);
  }
}
