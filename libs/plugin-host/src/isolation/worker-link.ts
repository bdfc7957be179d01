import { MessageChannel, Worker, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { FaultClass, Failure, QuotaReading, ReplyHeaders } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import type { WorkerEnd } from '../watch/plugin-watch.js';
import { IsolatedCall, type CallOwner } from './isolated-call.js';
import { BatchReader, Outbox, type Batch } from './outbox.js';
import { PendingCalls } from './pending-calls.js';
import {
  SIGNS,
  TO_MAIN,
  TO_WORKER,
  type CallMethod,
  type CrossingFault,
  type CrossingRequest,
  type MessageToMain,
  type MessageToWorker,
  type WorkerSeed,
} from './protocol.js';
import { workerEnvironment } from './worker-environment.js';
import { WorkerPulse } from './worker-pulse.js';

/** From `src` and from `dist` alike: a worker runs what is built. */
const ENTRY = new URL('../../dist/isolation/worker-entry.js', import.meta.url);

/** A worker that is well answers far sooner; the main thread stands still for as long. */
const ASK_MS = 25;

/**
 * At its limit a worker's heap gets 16 MiB more, to end in. A collection that moves more than that out of the young generation
 * ends the whole process instead: with Node's own size, one time in six.
 */
const YOUNG_MIB = 12;

export type LinkNews = Exclude<MessageToMain, Batch | { readonly answer: number }>;

interface LinkParts {
  readonly seed: Omit<WorkerSeed, 'signs' | 'answers'>;
  readonly memoryBytes: number;
  readonly onNews: (news: LinkNews) => void;
  /** Once, and everything that was under way has been told before. */
  readonly onEnd: (reason: WorkerEnd, message: string) => void;
}

/** One life of a worker: what goes over to it, what comes back, and its end. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #signs = new Int32Array(new SharedArrayBuffer(8));
  readonly #answers: MessagePort;
  readonly #outbox: Outbox;
  readonly #pending: PendingCalls;
  readonly #attempts = new Map<number, IsolatedCall>();
  readonly #pulse: WorkerPulse;
  #lastId = 0;
  #asked = 0;
  /** The beat at which it did not answer: it is not asked again before the next one. */
  #deafSince: number | undefined;
  #over = false;

  constructor(private readonly parts: LinkParts) {
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    port1.unref();
    this.#worker = new Worker(ENTRY, {
      workerData: { ...parts.seed, signs: this.#signs.buffer, answers: port2 } satisfies WorkerSeed,
      transferList: [port2],
      env: workerEnvironment(process.env),
      name: `plugin ${parts.seed.reference}`,
      resourceLimits: {
        maxOldGenerationSizeMb: Math.ceil(parts.memoryBytes / 1024 ** 2),
        maxYoungGenerationSizeMb: YOUNG_MIB,
      },
    });
    this.#worker.unref();
    this.#outbox = new Outbox((batch, transfer) => this.#post(batch, transfer));
    this.#pending = new PendingCalls(this.#worker, (message) => this.#post(message));
    this.#pulse = new WorkerPulse(this.#worker, this.#signs, parts.memoryBytes, (reason, message) =>
      this.end(reason, message),
    );
    this.#worker.on('message', (message: MessageToMain) => this.#take(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.end(memory ? 'memory' : 'error', memory ? 'it ran out of memory' : error.message);
    });
    this.#worker.on('exit', (code) => this.end('exit', `it ended itself with code ${code}`));
  }

  /** From now on it has to show that it lives. */
  watch(): void {
    this.#pulse.start();
  }

  /** Keeps the process alive while `work` is not done. */
  hold<T>(work: Promise<T>): Promise<T> {
    return this.#pending.hold(work);
  }

  send(provider: number, request: UpstreamRequest, sink: ReplySink, owner: CallOwner): ReplyFlow {
    const id = ++this.#lastId;
    const { body, draft, relay, ...wire } = request;
    const { upload, ...form } = relay ?? {};
    const crossing: CrossingRequest = {
      ...wire,
      drafted: draft !== undefined,
      ...(relay && { relay: form as Omit<typeof relay, 'upload'> }),
      uploads: upload !== undefined,
    };
    const call = new IsolatedCall(id, owner, this.#outbox, sink, () => this.#attempts.delete(id), upload);
    this.#attempts.set(id, call);
    this.#outbox.add(TO_WORKER.send, id, [provider, crossing], body);
    return call;
  }

  /** @throws Error when the worker ends first, or with what the plugin threw */
  call(method: CallMethod, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    return this.#pending.call(method, args, signal);
  }

  /** The plugin's class of a failure, waited for; undefined also when it takes too long. */
  ask(provider: number, failure: Failure): FaultClass | undefined {
    const beats = Atomics.load(this.#signs, SIGNS.beats);
    if (this.#deafSince === beats) return undefined;
    const seq = ++this.#asked;
    const before = Atomics.load(this.#signs, SIGNS.answered);
    this.#post({ ask: seq, provider, failure });
    const outcome = Atomics.wait(this.#signs, SIGNS.answered, before, ASK_MS);
    this.#deafSince = outcome === 'timed-out' ? beats : undefined;
    for (;;) {
      const received = receiveMessageOnPort(this.#answers)?.message as [number, FaultClass?] | undefined;
      if (received === undefined) return undefined;
      if (received[0] === seq) return received[1];
    }
  }

  /** Ends it now, whatever it does; the reason is told unless it has ended before. */
  end(reason: WorkerEnd, message: string): void {
    if (this.#over) return;
    this.stop(`the plugin's worker ended: ${message}`);
    this.parts.onEnd(reason, message);
  }

  /** The same without telling the owner. */
  stop(why: string): void {
    this.#over = true;
    this.#pulse.stop();
    void this.#worker.terminate();
    this.#answers.close();
    for (const attempt of this.#attempts.values()) attempt.lost(why);
    this.#pending.reject(why);
  }

  #post(message: MessageToWorker, transfer: ArrayBuffer[] = []): void {
    if (!this.#over) this.#worker.postMessage(message, transfer);
  }

  #take(message: MessageToMain): void {
    if (this.#over) return;
    if (Array.isArray(message)) this.#takeBatch(message as unknown as Batch);
    else if ('answer' in message) this.#pending.settle(message);
    else this.parts.onNews(message as LinkNews);
  }

  #takeBatch(batch: Batch): void {
    const reader = new BatchReader(batch);
    while (!reader.done) {
      const op = reader.next<number>();
      // Called off on this side: what was under way is read past.
      const attempt = this.#attempts.get(reader.next<number>());
      if (op === TO_MAIN.data) {
        const chunk = reader.bytes();
        attempt?.data(chunk);
      } else if (op === TO_MAIN.headers) {
        const [status, headers] = [reader.next<number>(), reader.next<ReplyHeaders>()];
        const readings = reader.next<readonly QuotaReading[] | undefined>();
        attempt?.headers(status, headers, readings);
      } else if (op === TO_MAIN.end) {
        const faultClass = reader.next<FaultClass | undefined>();
        attempt?.end(faultClass);
      } else if (op === TO_MAIN.error) {
        const fault = reader.next<CrossingFault>();
        attempt?.fail(fault);
      } else if (op === TO_MAIN.pull) attempt?.pull();
      else attempt?.connected();
    }
  }
}
