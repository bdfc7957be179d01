import type { Clock, QuotaReading, Rng, TargetId } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import { Changes, type ChangeListener } from './changes.js';
import { LivePass, type Pass } from './pass.js';
import { ProbePlanner } from './probe-planner.js';
import { reportTarget, type TargetHealth } from './report.js';
import { ScopeRecord, type ScopeKind } from './scope-record.js';
import type { Standing, TargetScopes } from './standing.js';
import { TargetRecord, type AdminState } from './target-record.js';

interface QuotaRefusal {
  /** What its headers said of the rate limits. */
  readonly readings: readonly QuotaReading[];
  readonly retryAfterMs: number | undefined;
  readonly sentAtMs: number;
}

/**
 * Who can take a request, and what was learned of everyone. Records are kept by identity, so that a new policy starts
 * with the experience of the old one.
 */
export class Health {
  readonly probes: ProbePlanner;
  readonly #ports: { readonly clock: Clock; readonly rng: Rng };
  readonly #scopes = new Map<string, ScopeRecord>();
  readonly #targets = new Map<TargetId, TargetRecord>();
  readonly #changes = new Changes();

  constructor(ports: { readonly clock: Clock; readonly rng: Rng }) {
    this.#ports = ports;
    this.probes = new ProbePlanner(ports, this.#changes, (id) => this.#targets.get(id));
  }

  /**
   * Makes a target known, or renews it. What was learned of its scopes stays, and so does an administrator's word. The
   * profile is taken over; of targets that share a scope, the last one's counts.
   *
   * @param options `coldStart`: it joins a pool that is well without it, so it begins with a small share
   */
  declare(
    id: TargetId,
    scopes: TargetScopes,
    profile: HealthProfile,
    options: { readonly coldStart?: boolean } = {},
  ): void {
    const isNew = !this.#scopes.has(`model ${scopes.model}`);
    const record = new TargetRecord(
      id,
      this.#scope('endpoint', scopes.endpoint, profile),
      this.#scope('credential', scopes.credential, profile),
      this.#scope('model', scopes.model, profile),
      this.#changes,
    );
    const known = this.#targets.get(id);
    if (known) record.keep(known);
    for (const scope of record.scopes) scope.targets.add(id);
    this.#leave(
      id,
      known?.scopes.filter((scope) => !record.scopes.includes(scope)),
    );
    if (isNew && options.coldStart) record.model.circuit.startSlowly(this.#ports.clock.now());
    this.#targets.set(id, record);
    if (profile.active.probe === 'none') this.probes.withdraw(id);
  }

  /** The policy does not name it any more. */
  forget(id: TargetId): void {
    this.probes.withdraw(id);
    this.#leave(id, this.#targets.get(id)?.scopes);
    this.#targets.delete(id);
  }

  /** Read for every candidate of every request. @throws RangeError for a target that was never declared */
  standing(id: TargetId): Standing {
    return this.#target(id).standing(this.#ports.clock.now());
  }

  /** An attempt goes out: it takes its place on trial and reserves `tokens` of the quota until it is settled. */
  admit(id: TargetId, need: { readonly tokens: number }): Pass {
    return new LivePass(this.#target(id), need.tokens, this.#ports.clock, this.#changes);
  }

  /** What reply headers said of the rate limits. */
  observeQuota(id: TargetId, readings: readonly QuotaReading[]): void {
    this.#target(id).model.quota.observe(readings, this.#ports.clock.now());
  }

  /**
   * It refused a request that is none of health's business (429): only its quota record hears of it.
   *
   * @param sentAtMs when the refused request went out, on the clock
   */
  refusedQuota(id: TargetId, { readings, retryAfterMs, sentAtMs }: QuotaRefusal): void {
    const { model } = this.#target(id);
    const nowMs = this.#ports.clock.now();
    const refuse = (): void => {
      model.quota.observe(readings, nowMs);
      model.quota.refused(nowMs, retryAfterMs, sentAtMs);
    };
    this.#changes.around(model, nowMs, refuse, 'rate_limited');
  }

  /** Takes it out as if it had failed too often just now: the beginning of a rehearsal. */
  eject(id: TargetId, forMs: number | undefined): void {
    const { model } = this.#target(id);
    const nowMs = this.#ports.clock.now();
    this.#changes.around(model, nowMs, () => model.circuit.eject(nowMs, forMs));
  }

  /** How often its endpoint or its model was ejected so far, prolonged stays included. */
  ejections(id: TargetId): number {
    const { endpoint, model } = this.#target(id);
    return endpoint.circuit.ejections + model.circuit.ejections;
  }

  setAdmin(id: TargetId, state: AdminState): void {
    this.#target(id).admin = state;
  }

  /** @param what the configuration key that has no value */
  setUnconfigured(id: TargetId, what: string): void {
    this.#target(id).unconfigured = what;
  }

  /** Every target, for health pages and gauges. */
  report(): readonly TargetHealth[] {
    const nowMs = this.#ports.clock.now();
    return [...this.#targets.values()].map((target) =>
      reportTarget(target, nowMs, this.probes.view(target.credential.key)),
    );
  }

  /** @returns stops listening */
  onChange(listener: ChangeListener): () => void {
    return this.#changes.listen(listener);
  }

  #leave(id: TargetId, scopes: readonly ScopeRecord[] = []): void {
    for (const { kind, key, targets } of scopes) {
      targets.delete(id);
      if (targets.size === 0) this.#scopes.delete(`${kind} ${key}`);
    }
  }

  #target(id: TargetId): TargetRecord {
    const target = this.#targets.get(id);
    if (target === undefined) throw new RangeError(`health knows no target "${id}"; declare it first`);
    return target;
  }

  #scope(kind: ScopeKind, key: string, profile: HealthProfile): ScopeRecord {
    const name = `${kind} ${key}`;
    let record = this.#scopes.get(name);
    if (record === undefined)
      this.#scopes.set(name, (record = new ScopeRecord(kind, key, profile, this.#ports)));
    record.circuit.configure(profile);
    return record;
  }
}
