import { FAULTS, type FaultRule } from '@fairlead/plugin-sdk';
import type { Dialect } from '@fairlead/dialects';
import type { Choice, TargetInfo } from '@fairlead/routing';
import type { Lane } from '../lanes/lane.js';
import type { Translation } from '../lanes/translation.js';
import type { TrialEnd } from '../trial-end.js';
import { ContinuationLane, type ContinuationMode } from './continuation-lane.js';
import type { Delivered } from './delivered.js';

/** An answer that broke off after content, and what another target needs to go on with it. */
export class Continuation {
  /** @param broken its target is where the answer broke off */
  constructor(
    readonly broken: Choice,
    readonly delivered: Delivered,
    readonly translationTo: (dialect: Dialect) => Translation | undefined,
  ) {}

  /** Whether a second half can be joined on without a trace. */
  possibleAfter({ fault, lane }: TrialEnd & { kind: 'failed' }): boolean {
    const rule: FaultRule = FAULTS[fault.faultClass];
    if (rule.next === 'surface' || !this.delivered.continuable) return false;
    const { conversation } = this.translationTo(lane.dialect)?.context ?? {};
    return (
      conversation !== undefined && conversation.output === undefined && conversation.logprobs === undefined
    );
  }

  /** Why a target cannot go on from a prefill; undefined when it can. */
  unfitToGoOn({ prefill }: TargetInfo, dialect: Dialect): string | undefined {
    const family = this.broken.info.prefill;
    const can = dialect.codec?.carriage.request.assistant_prefill.how !== 'refused';
    return can && family !== undefined && prefill === family ? undefined : 'capability:prefill';
  }

  /** Why a target's own beginning has no chance to be the same; undefined when it has. */
  unfitToRepeat({ wireModel }: TargetInfo): string | undefined {
    return wireModel === this.broken.info.wireModel ? undefined : 'capability:same_model';
  }

  /** @param lane of the target for a whole answer */
  lane(lane: Lane, mode: ContinuationMode): ContinuationLane {
    return new ContinuationLane(lane, this.translationTo(lane.dialect)!, this.delivered, mode);
  }
}
