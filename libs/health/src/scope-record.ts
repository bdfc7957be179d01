import type { Clock, Rng, TargetId } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import { Circuit } from './circuit.js';
import { ConfigCondition } from './config-condition.js';
import { QuotaRecord } from './quota-record.js';

export type ScopeKind = 'endpoint' | 'credential' | 'model';

/** What is known of one endpoint, one credential, or one model behind a credential. */
export class ScopeRecord {
  readonly circuit: Circuit;
  readonly config = new ConfigCondition();
  readonly quota: QuotaRecord;
  readonly targets = new Set<TargetId>();

  constructor(
    readonly kind: ScopeKind,
    readonly key: string,
    profile: HealthProfile,
    { clock, rng }: { readonly clock: Clock; readonly rng: Rng },
  ) {
    const own = rng.fork(`${kind}:${key}`);
    this.circuit = new Circuit(profile, own, clock.now());
    this.quota = new QuotaRecord(own);
  }
}
