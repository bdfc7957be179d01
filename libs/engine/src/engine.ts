import type { Clock, Rng } from '@fairlead/plugin-sdk';
import { Amplification } from './amplification.js';
import { Exchange } from './exchange.js';
import { KeptReplies } from './kept-replies.js';
import { PoisonMemory } from './poison.js';
import type { EngineState } from './engine-state.js';
import type { ClientPort, Generation, Ingress } from './ports.js';
import type { Observer } from './report.js';
import { RetryBudget } from './retry-budget.js';

/** Takes requests in and sees each through to its single end. */
export class Engine {
  readonly keptReplies = new KeptReplies();
  readonly #state: EngineState;
  readonly #idle: (() => void)[] = [];

  /** @param current the generation that a new exchange pins */
  constructor(
    ports: { readonly clock: Clock; readonly rng: Rng; readonly observer: Observer },
    readonly current: () => Generation,
  ) {
    this.#state = {
      ...ports,
      retryBudget: new RetryBudget(ports.clock),
      amplification: new Amplification(ports.clock),
      poison: new PoisonMemory(ports.clock),
      keptReplies: this.keptReplies,
      inflight: 0,
    };
  }

  get inflight(): number {
    return this.#state.inflight;
  }

  /** Resolves when the caller has its whole answer, or has left. Never rejects for what a request or provider does. */
  async handle(ingress: Ingress, client: ClientPort): Promise<void> {
    this.#state.inflight++;
    try {
      await new Exchange(this.#state, this.current(), ingress, client).run();
    } finally {
      this.#state.inflight--;
      if (this.#state.inflight === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Resolves when nothing is under way. */
  whenIdle(): Promise<void> {
    return this.#state.inflight === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#idle.push(resolve));
  }
}
