import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one caller saw. */
export interface Seen {
  /** 0: no answer came. */
  readonly status: number;
  readonly policy: string;
  readonly target: string;
}

const BODY = JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] });
const TICK_MS = 20;

/** Calls at a steady rate, whether or not earlier calls were answered, until it is told to stop. */
export class SteadyLoad {
  readonly seen: Seen[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #calls: Promise<void>[] = [];
  #stopped = false;
  #running: Promise<void>;
  #sent = 0;

  constructor(
    private readonly url: string,
    private readonly perSecond: number,
  ) {
    this.#running = this.#run();
  }

  /** Resolves when every call has been answered. */
  async stop(): Promise<readonly Seen[]> {
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#calls);
    this.#agent.destroy();
    return this.seen;
  }

  async #run(): Promise<void> {
    const startedAt = performance.now();
    while (!this.#stopped) {
      const due = ((performance.now() - startedAt) / 1000) * this.perSecond;
      for (; this.#sent < due; this.#sent++) this.#calls.push(this.#call());
      await sleep(TICK_MS);
    }
  }

  #call(): Promise<void> {
    return new Promise((resolve) => {
      const done = (seen: Seen): void => {
        this.seen.push(seen);
        resolve();
      };
      const lost = (): void => done({ status: 0, policy: '', target: '' });
      const options = { method: 'POST', agent: this.#agent, headers: { 'content-type': 'application/json' } };
      const outgoing = request(this.url, options, (incoming) => {
        const { statusCode = 0, headers } = incoming;
        incoming.resume();
        incoming.on('error', lost);
        incoming.on('end', () =>
          done({
            status: incoming.complete ? statusCode : 0,
            policy: String(headers['x-fairlead-policy']),
            target: String(headers['x-fairlead-target']),
          }),
        );
      });
      outgoing.on('error', lost);
      outgoing.end(BODY);
    });
  }
}
