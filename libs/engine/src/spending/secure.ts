import type { Choice } from '@fairlead/routing';
import type { Course } from '../course.js';
import type { Scene } from '../scene.js';
import type { Hold } from './hold.js';

/** A target whose turn it is, with the money for it. */
export interface Secured {
  readonly choice: Choice;
  readonly hold: Hold;
}

/** Sets the money for an attempt aside; undefined when nobody is left whom it could pay. */
export function secure(scene: Scene, course: Course, choice: Choice): Secured | undefined {
  const hold = reserve(scene, course, choice);
  if (hold !== undefined) return { choice, hold };
  // Others have taken the rest since the choice was made: what is too dear by now is left out of the next one.
  const { route, facts, history } = course;
  const other = scene.record.decisions.decide(route, facts, history).choice;
  const heldNow = other && reserve(scene, course, other);
  return heldNow && { choice: other, hold: heldNow };
}

function reserve({ record }: Scene, { purse }: Course, { info }: Choice): Hold | undefined {
  for (const name of purse.overdrawn(info))
    if (!record.overBudget.includes(name)) record.overBudget.push(name);
  return purse.reserve(info);
}
