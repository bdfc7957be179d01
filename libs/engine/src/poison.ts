import type { Clock, FaultClass } from '@fairlead/plugin-sdk';
import type { TargetScopes } from '@fairlead/health';

const MEMORY_MS = 60_000;
const MEMORY_SIZE = 1000;
/** A target that fails this often fails by itself; nothing can be concluded about the request. */
const HEALTHY_BELOW = 0.2;

const SUSPICIOUS: ReadonlySet<FaultClass> = new Set<FaultClass>(['server_error', 'protocol_error']);

/** One failure that may be the request's own fault. */
export interface Suspicion {
  readonly scopes: TargetScopes;
  /** Failure rate of the target before this attempt. */
  readonly failureRate: number;
}

export function isSuspicious(fault: FaultClass): boolean {
  return SUSPICIOUS.has(fault);
}

/** Two fault domains that serve others well both choke on this request: the request is the cause, not they. */
export function isPoison(suspicions: readonly Suspicion[]): boolean {
  const sound = suspicions.filter((suspicion) => suspicion.failureRate < HEALTHY_BELOW);
  return new Set(sound.map(({ scopes }) => `${scopes.endpoint} ${scopes.credential}`)).size >= 2;
}

/** Requests that were found to be poison, so that their repeats charge no circuit for a minute. */
export class PoisonMemory {
  readonly #until = new Map<number, number>();

  constructor(readonly clock: Clock) {}

  /** A body that streams by is not here to be told from any other: nothing is remembered of it. */
  remember(body: Uint8Array): void {
    if (body.length === 0) return;
    if (this.#until.size >= MEMORY_SIZE) this.#until.delete(this.#until.keys().next().value!);
    this.#until.set(fingerprint(body), this.clock.now() + MEMORY_MS);
  }

  /** Only worth asking once an attempt has failed: it reads the whole body. */
  knows(body: Uint8Array): boolean {
    if (this.#until.size === 0) return false;
    return (this.#until.get(fingerprint(body)) ?? -Infinity) > this.clock.now();
  }
}

/** FNV-1a over the bytes. */
function fingerprint(body: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < body.length; i++) hash = Math.imul(hash ^ body[i]!, 0x01000193);
  return hash >>> 0;
}
