import type { MatchFacts, Plan, PolicySources } from '@fairlead/policy';
import type { PassedRoute } from './explanation.js';
import { placeOf } from './settings.js';

/** The routes above the given one, or all where none matched, with what did not hold. */
export function passedRoutes(
  { routes }: Plan,
  asked: MatchFacts,
  route: string | undefined,
  direct: boolean,
  sources: PolicySources | undefined,
): PassedRoute[] {
  const end = routes.findIndex(({ name }) => name === route);
  return routes.slice(0, end === -1 ? routes.length : end).map(({ name, match }) => {
    const at = placeOf(sources, ['routes', name]);
    const unnamed = direct && !match.namesModel;
    const because = unnamed ? 'direct' : (match.mismatch(asked) ?? 'nothing that is recorded');
    return { route: name, because, ...(at !== undefined && { at }) };
  });
}
