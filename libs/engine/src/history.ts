import type { TargetId } from '@fairlead/plugin-sdk';
import type { ConstraintPlan } from '@fairlead/policy';
import type { AttemptHistory, Choice, TargetInfo } from '@fairlead/routing';
import type { NextStep } from './failover.js';

/** What the attempts so far mean for the next choice. */
export class History implements AttemptHistory {
  readonly tried = new Set<TargetId>();
  readonly failedEndpoints = new Set<string>();
  readonly failedCredentials = new Set<string>();
  readonly barredCredentials = new Set<string>();
  tier?: string;
  afterTier?: string;
  minContextTokens?: number;
  declare readonly constraints?: readonly ConstraintPlan[];
  declare readonly affinityKey?: string;

  /** @param unfit why a target can never answer this request, whatever has happened so far */
  constructor(
    readonly unfit: (info: TargetInfo) => string | undefined = () => undefined,
    terms: Pick<AttemptHistory, 'constraints' | 'affinityKey'> = {},
  ) {
    Object.assign(this, terms);
  }

  failed({ target, info, tier }: Choice, step: NextStep & { step: 'next' }, promptTokens: number): void {
    this.tried.add(target.id);
    this.failedEndpoints.add(info.scopes.endpoint);
    this.failedCredentials.add(info.scopes.credential);
    if (step.to !== undefined) this.tier = step.to;
    if (step.among === 'next_tier') this.afterTier = tier.name;
    if (step.among === 'other_credential') this.barredCredentials.add(info.scopes.credential);
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
      tried: new Set([...this.tried, target.id]),
      failedEndpoints: new Set([...this.failedEndpoints, scopes.endpoint]),
      failedCredentials: new Set([...this.failedCredentials, scopes.credential]),
    };
  }

  /** The same target may be chosen again: nothing else was free, and its hint has been waited for. */
  forgive(target: TargetId): void {
    this.tried.delete(target);
  }
}
