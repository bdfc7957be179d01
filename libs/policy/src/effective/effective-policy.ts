import type { DocumentNode } from '../document/document-node.js';
import type { PolicyCatalog } from '../compile/catalog.js';
import { policySchema } from '../schema/policy-schema.js';
import { effectiveProfiles } from './effective-profiles.js';
import { effectiveRoute } from './effective-route.js';
import { filledIn } from './fill-in.js';
import { longPanic, longStrategy, longTarget, type Inherited } from './long-forms.js';
import { emptyMap, held, mapped, withEntries, withoutEntries } from './sourced-edits.js';
import { sourcedNode, type Sourced, type SourcedMap } from './sourced.js';

/**
 * A policy as if its writer had left nothing out: short forms spelled out, `defaults`, `extends` and aliases followed,
 * every built-in value written, and where each value comes from. It is a policy of the same plan.
 *
 * @param document of a policy without an error.
 */
export function effectivePolicy(document: DocumentNode, file: string, catalog: PolicyCatalog): SourcedMap {
  const { $defs = {}, ...schema } = policySchema(catalog);
  const fill = (node: Sourced, part: string): Sourced => filledIn(node, schema.properties![part]!, $defs);
  const written = sourcedNode(document, file) as SourcedMap;
  const own = (held(written, 'defaults') ?? emptyMap()) as SourcedMap;
  const said = withEntries(own, { panic: longPanic(held(own, 'panic')) });
  const defaults = fill(said, 'defaults') as SourcedMap;
  const inherited: Inherited = { defaults, strategy: longStrategy(held(defaults, 'strategy')!) };
  const spelled = withEntries(written, {
    aliases: followed(held(written, 'aliases')),
    defaults: withEntries(defaults, { strategy: inherited.strategy }),
    health_profiles: effectiveProfiles(held(written, 'health_profiles')),
    pools: mapped(held(written, 'pools'), (pool) => effectivePool(pool as SourcedMap, inherited)),
    routes: mapped(held(written, 'routes'), (route) =>
      effectiveRoute(withoutEntries(route as SourcedMap, 'extends'), inherited),
    ),
  });
  return filledIn(spelled, schema, $defs) as SourcedMap;
}

function effectivePool(pool: SourcedMap, { defaults, strategy }: Inherited): Sourced {
  const own = held(pool, 'strategy');
  return withEntries(withoutEntries(pool, 'extends'), {
    health: held(pool, 'health') ?? held(defaults, 'health'),
    strategy: own ? longStrategy(own) : strategy,
    targets: mapped(held(pool, 'targets'), longTarget),
  });
}

/** Chains of aliases end where their last one leads; each keeps the line it stands on. */
function followed(aliases: Sourced | undefined): Sourced | undefined {
  return mapped(aliases, (alias) => {
    let end = alias;
    for (
      let next: Sourced | undefined = alias;
      next?.kind === 'scalar';
      next = held(aliases, String(next.value))
    )
      end = next;
    return { ...end, source: alias.source };
  });
}
