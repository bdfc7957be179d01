import type { TargetId } from '@fairlead/plugin-sdk';
import type { ConstraintPlan } from '@fairlead/policy';
import type { AttemptHistory, Choice, TargetInfo } from '@fairlead/routing';
import type { NextStep } from './failover.js';

const NOTHING: ReadonlySet<string> = new Set();

function plus(past: ReadonlySet<string>, one: string): ReadonlySet<string> {
  return new Set(past).add(one);
}

/** What the attempts so far mean for the next choice. */
export class History implements AttemptHistory {
  // Most requests have no past: they share an empty one.
  tried: ReadonlySet<TargetId> = NOTHING;
  failedEndpoints: ReadonlySet<string> = NOTHING;
  failedCredentials: ReadonlySet<string> = NOTHING;
  barredCredentials: ReadonlySet<string> = NOTHING;
  tier?: string;
  afterTier?: string;
  minContextTokens?: number;

  /** @param unfit why a target can never answer this request, whatever has happened so far */
  constructor(
    readonly unfit: (info: TargetInfo) => string | undefined = () => undefined,
    readonly constraints?: readonly ConstraintPlan[],
    readonly affinityKey?: string,
  ) {}

  failed({ target, info, tier }: Choice, step: NextStep & { step: 'next' }, promptTokens: number): void {
    this.tried = plus(this.tried, target.id);
    this.failedEndpoints = plus(this.failedEndpoints, info.scopes.endpoint);
    this.failedCredentials = plus(this.failedCredentials, info.scopes.credential);
    if (step.to !== undefined) this.tier = step.to;
    if (step.among === 'next_tier') this.afterTier = tier.name;
    if (step.among === 'other_credential')
      this.barredCredentials = plus(this.barredCredentials, info.scopes.credential);
    if (step.among === 'larger_context')
      this.minContextTokens = Math.max(info.contextWindow ?? 0, promptTokens);
  }

  /** The same past with a narrower view of who is fit; and what is out of order stays so. */
  narrowed(unfit: (info: TargetInfo) => string | undefined): AttemptHistory {
    return Object.assign(new History(unfit), this, { unfit, noPanic: true });
  }

  /** The same past for an attempt beside one that is under way: elsewhere, as far as there is such a place. */
  beside(
    { target, info: { scopes } }: Choice,
    unfit: (info: TargetInfo) => string | undefined,
  ): AttemptHistory {
    return {
      ...this.narrowed((info) => this.unfit(info) ?? unfit(info)),
      tried: plus(this.tried, target.id),
      failedEndpoints: plus(this.failedEndpoints, scopes.endpoint),
      failedCredentials: plus(this.failedCredentials, scopes.credential),
    };
  }

  /** The same target may be chosen again: nothing else was free, and its hint has been waited for. */
  forgive(target: TargetId): void {
    this.tried = new Set([...this.tried].filter((id) => id !== target));
  }
}
