import type { Choice } from '@fairlead/routing';
import type { Course } from './course.js';
import { isSuspicious } from './poison.js';
import type { Scene } from './scene.js';
import type { TrialEnd } from './trial-end.js';

/** Tells health and routing how an attempt went; what may be the request's own fault waits. */
export function judge(scene: Scene, course: Course, end: TrialEnd): void {
  if (end.kind === 'failed' && !end.committed && isSuspicious(end.fault.faultClass)) {
    suspect(scene, course, end);
    return;
  }
  if (end.kind === 'done') course.suspects.charge();
  end.flight.end(end.outcome);
  if (end.outcome.result === 'rate_limited') noteQuota(scene, course, end.choice);
}

function suspect(
  { state, ingress }: Scene,
  { suspects }: Course,
  end: TrialEnd & { readonly kind: 'failed' },
): void {
  const { flight, outcome } = end;
  if (state.poison.knows(ingress.body)) return flight.end({ ...outcome, uncharged: true });
  const { info, candidate } = end.choice;
  const suspicion = { scopes: info.scopes, failureRate: candidate.failureRate };
  end.poisoned = suspects.accuse({ flight, outcome, suspicion });
  if (end.poisoned) state.poison.remember(ingress.body);
}

function noteQuota({ state, generation }: Scene, course: Course, { target }: Choice): void {
  const { untilMs = state.clock.now() } = generation.health.standing(target.id).obstacle ?? {};
  course.quotaBackAt = Math.min(course.quotaBackAt ?? Infinity, untilMs);
}
