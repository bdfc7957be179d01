import type { Clock, FaultClass, Rng } from '@fairlead/plugin-sdk';
import type { TargetScopes } from '@fairlead/health';

/** Two minutes of tens of seconds, as in the SRE book's client-side throttling. */
const SLICE_MS = 10_000;
const SLICES = 12;
/** So many times what was accepted is sent: a provider that recovers is noticed. */
const K = 2;
/** So many refusals say nothing yet: a handful of requests must not be held back for the first one's sake. */
const ALLOWANCE = 20;

/** What a provider says when there is too much of us; everything else is the circuits' business. */
const REFUSALS: ReadonlySet<'ok' | FaultClass> = new Set<FaultClass>(['overloaded', 'rate_limited']);

/** What is told how an attempt ended. */
export interface Tally {
  ended(result: 'ok' | FaultClass): void;
}

class Slice implements Tally {
  /** Dispatched, or held back here. */
  requests = 0;
  /** Of them: neither refused nor held back. What is still under way counts as accepted, since answers take long. */
  accepts = 0;

  constructor(readonly tick: number) {}

  ended(result: 'ok' | FaultClass): void {
    if (REFUSALS.has(result)) this.accepts--;
  }
}

type Domain = Pick<TargetScopes, 'endpoint' | 'credential'>;

/**
 * Holds requests back when all that their route could reach is refusing them: what is certain to be refused only keeps a
 * provider busy with refusing. With a single fault domain that accepts there is no throttling at all.
 */
export class Throttle {
  readonly #domains = new Map<string, Slice[]>();
  /** The same by the objects that targets have them in, whose names need no joining then. */
  readonly #known = new WeakMap<Domain, Slice[]>();

  constructor(
    private readonly clock: Clock,
    private readonly rng: Rng,
  ) {}

  /** An attempt goes out; the result is told how it ended. */
  dispatched(domain: Domain): Tally {
    const slice = this.#slice(domain);
    slice.requests++;
    slice.accepts++;
    return slice;
  }

  /** Whether a request that could go to any of these is held back, by chance. */
  holdsBack(domains: Iterable<Domain>): boolean {
    const reachable = new Map<string, Domain>();
    let least = 1;
    for (const domain of domains) {
      least = Math.min(least, this.#chance(domain));
      // Nearly always the first one: then nothing else is looked at.
      if (least <= 0) return false;
      reachable.set(identity(domain), domain);
    }
    if (reachable.size === 0 || this.rng.float() >= least) return false;
    for (const domain of reachable.values()) this.#slice(domain).requests++;
    return true;
  }

  #chance(domain: Domain): number {
    let requests = 0;
    let accepts = 0;
    for (const slice of this.#slices(domain)) {
      requests += slice.requests;
      accepts += slice.accepts;
    }
    return (requests - K * accepts - ALLOWANCE) / (requests + 1);
  }

  #slice(domain: Domain): Slice {
    const slices = this.#slices(domain);
    const tick = this.#tick();
    const last = slices.at(-1);
    if (last?.tick === tick) return last;
    const slice = new Slice(tick);
    slices.push(slice);
    return slice;
  }

  /** Without those that are over. */
  #slices(domain: Domain): Slice[] {
    let slices = this.#known.get(domain);
    if (slices === undefined) {
      const id = identity(domain);
      slices = this.#domains.get(id) ?? [];
      this.#domains.set(id, slices);
      this.#known.set(domain, slices);
    }
    const oldest = this.#tick() - SLICES + 1;
    while (slices[0] !== undefined && slices[0].tick < oldest) slices.shift();
    return slices;
  }

  #tick(): number {
    return Math.floor(this.clock.now() / SLICE_MS);
  }
}

function identity({ endpoint, credential }: Domain): string {
  return `${endpoint} ${credential}`;
}
