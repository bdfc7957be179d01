import type { ShadowPlan } from '@fairlead/policy';
import type { Errand } from '../course.js';

/** Whether the request has any of these in it. A conversation that cannot be read may have all of them. */
export function contains(
  { fitness, asked: { capabilities } }: Pick<Errand, 'fitness' | 'asked'>,
  unless: ShadowPlan['unless'],
): boolean {
  const { stored, previousReplyId } = fitness.shape;
  return unless.some((content) => {
    if (content === 'stored') return stored === true || previousReplyId !== undefined;
    return capabilities.includes(content) || isUnreadable(fitness);
  });
}

function isUnreadable(fitness: Errand['fitness']): boolean {
  return fitness.ingress.dialect.codec !== undefined && fitness.conversation() === undefined;
}
