import type { RoutePlan } from '../plan/index.js';

/** A setting that changes nothing where it stands. */
export interface InertSetting {
  /** Keys, and numbers of list items, from the route to the setting. */
  readonly path: readonly (string | number)[];
  /** Completes "has no effect: …". */
  readonly why: string;
  readonly hint: string;
}

/** Finds settings that would change nothing in this route, whether they are written or not. */
export type InertRule = (route: RoutePlan) => readonly InertSetting[];

/** Several settings that are inert for one reason. */
export function inert(why: string, hint: string, ...paths: readonly InertSetting['path'][]): InertSetting[] {
  return paths.map((path) => ({ path, why, hint }));
}
