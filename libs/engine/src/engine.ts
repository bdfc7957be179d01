import type { Clock, Rng } from '@fairlead/plugin-sdk';
import { Throttle } from './admission/throttle.js';
import { WaitingLines } from './admission/waiting-lines.js';
import { Amplification } from './amplification.js';
import { Canaries } from './canary/canaries.js';
import { ClosingTime } from './closing-time.js';
import { Exchange } from './exchange.js';
import { KeptReplies } from './kept-replies.js';
import { Pins } from './pins.js';
import { HedgeAllowance } from './race/hedge-allowance.js';
import { PoisonMemory } from './poison.js';
import type { EngineState } from './engine-state.js';
import type { ClientPort, ExchangeTracer, Generation, Ingress } from './ports.js';
import type { Observer } from './report.js';
import { RetryBudget } from './retry-budget.js';
import { ShadowPlaces } from './shadow/shadow-places.js';
import { Spending } from './spending/spending.js';

export interface EnginePorts {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly observer: Observer;
  /** How many exchanges may be under way at once. Absent, or undefined: any number. */
  readonly maxInflight?: () => number | undefined;
  /** Absent: no traces are drawn. */
  readonly tracer?: ExchangeTracer;
}

/** Takes requests in and sees each through to its single end. */
export class Engine {
  readonly keptReplies = new KeptReplies();
  readonly spending: Spending;
  readonly canaries: Canaries;
  readonly #state: EngineState;
  readonly #idle: (() => void)[] = [];

  /** @param current the generation that a new exchange pins */
  constructor(
    private readonly ports: EnginePorts,
    readonly current: () => Generation,
  ) {
    this.spending = new Spending(ports.clock, (warning) => ports.observer.budgetWarned?.(warning));
    this.canaries = new Canaries(ports.clock, (standing) => ports.observer.canaryAborted?.(standing));
    const { clock, rng, observer } = ports;
    this.#state = {
      clock,
      rng,
      observer,
      retryBudget: new RetryBudget(ports.clock),
      amplification: new Amplification(ports.clock),
      hedges: new HedgeAllowance(),
      poison: new PoisonMemory(ports.clock),
      keptReplies: this.keptReplies,
      spending: this.spending,
      canaries: this.canaries,
      lines: new WaitingLines(ports.clock),
      throttle: new Throttle(ports.clock, ports.rng.fork('throttle')),
      pins: new Pins(),
      shadows: new ShadowPlaces(),
      closingTime: new ClosingTime(),
      maxInflight: ports.maxInflight ?? (() => undefined),
      inflight: 0,
    };
  }

  get inflight(): number {
    return this.#state.inflight;
  }

  /** Resolves when the caller has its whole answer, or has left. Never rejects for what a request or provider does. */
  async handle(ingress: Ingress, client: ClientPort): Promise<void> {
    this.#state.inflight++;
    const generation = this.#state.pins.pin(this.current());
    try {
      const trace = this.ports.tracer?.begin(ingress);
      await new Exchange(this.#state, generation, trace ? { ...ingress, trace } : ingress, client).run();
    } finally {
      this.#state.pins.release(generation);
      this.#state.inflight--;
      if (this.#state.inflight === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Resolves when no exchange goes by this generation any more; it must not be the current one. */
  whenReleased(generation: Generation): Promise<void> {
    return this.#state.pins.whenFree(generation);
  }

  /** The process ends: what nobody waits for (copies) is broken off. */
  stop(): void {
    this.#state.shadows.stop();
  }

  /** The process can wait no longer: every exchange ends now, with an error that its caller can read. */
  giveUp(): void {
    this.#state.closingTime.call();
  }

  /** Resolves when nothing is under way that somebody waits for. */
  whenIdle(): Promise<void> {
    return this.#state.inflight === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#idle.push(resolve));
  }
}
