import { seededRng, type Rng, type TargetId } from '@fairlead/plugin-sdk';
import { Rehearsal, type RehearsalOptions } from '../stage/rehearsal.js';
import type { RehearsedRequest } from '../stage/rehearsed-request.js';
import { VirtualClock } from '../virtual-clock.js';

/**
 * Replicas of a gateway behind one address, which sends each request to any of them. They share time and the targets'
 * load, as all who call the same providers do, and know nothing of each other.
 */
export class Fleet {
  readonly clock: VirtualClock;
  readonly #replicas: readonly Rehearsal[];
  readonly #balancer: Rng;

  constructor(count: number, options: Omit<RehearsalOptions, 'surroundings'>) {
    const { seed, start } = options;
    const surroundings = { clock: new VirtualClock(start), inflight: new Map<TargetId, number>() };
    this.clock = surroundings.clock;
    const chance = seededRng(seed);
    this.#balancer = chance.fork('balancer');
    this.#replicas = Array.from({ length: count }, (_, n) => {
      // The first draws as it would alone, the others each for itself.
      const own = n === 0 ? seed : Math.floor(chance.fork(`replica:${n}`).float() * 2 ** 32);
      return new Rehearsal({ ...options, seed: own, surroundings });
    });
  }

  ask(request: RehearsedRequest): void {
    const count = this.#replicas.length;
    this.#replicas[count === 1 ? 0 : Math.floor(this.#balancer.float() * count)]!.ask(request);
  }

  /** Plays for so long, and then until nobody waits any more. */
  async play(forMs: number): Promise<void> {
    await this.clock.play(forMs);
    await this.clock.playWhile(() => this.#replicas.some(({ pending }) => pending > 0));
  }

  /** How often any of them took the target out. */
  ejections(id: TargetId): number {
    return this.#sum(({ health }) => health.ejections(id));
  }

  /** The part of them that has the target out now. */
  ejectedShare(id: TargetId): number {
    return (
      this.#sum(({ health }) => Number(health.standing(id).circuit === 'ejected')) / this.#replicas.length
    );
  }

  /** Probes that they have sent. */
  get probes(): number {
    return this.#sum(({ probes }) => probes.sent);
  }

  #sum(of: (replica: Rehearsal) => number): number {
    return this.#replicas.reduce((sum, replica) => sum + of(replica), 0);
  }
}
