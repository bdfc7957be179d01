import { entryOf, type DocumentNode, type MapEntry, type MapNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import type { ProblemCode } from '../problem-codes.js';
import { suggest } from '../shape/words.js';
import { inherit, type Inheritance } from './inherit.js';

/** Something with a name that others of its kind may extend. */
interface Named {
  readonly name: string;
  readonly node: MapNode;
}

interface Kind {
  readonly word: string;
  readonly unknown: ProblemCode;
  readonly inheritance: Inheritance;
}

const POOL: Kind = { word: 'pool', unknown: 'unknown-pool', inheritance: { never: [], instead: {} } };

const ROUTE: Kind = {
  word: 'route',
  unknown: 'unknown-route',
  inheritance: {
    never: ['name', 'match'],
    instead: {
      targets: ['pool', 'tiers', 'reject'],
      pool: ['targets', 'strategy', 'tiers', 'reject'],
      tiers: ['pool', 'targets', 'strategy', 'reject'],
      reject: ['pool', 'targets', 'strategy', 'tiers'],
    },
  },
};

/** A policy's document in which each pool and route holds what it extends. */
export function expandExtends(root: DocumentNode, findings: Findings): DocumentNode {
  if (root.kind !== 'map') return root;
  const entries = root.entries.map(({ key, value }): MapEntry => {
    if (key.value === 'pools') return { key, value: expandPools(value, findings) };
    return { key, value: key.value === 'routes' ? expandRoutes(value, findings) : value };
  });
  return { ...root, entries };
}

function expandPools(pools: DocumentNode, findings: Findings): DocumentNode {
  if (pools.kind !== 'map') return pools;
  const named = pools.entries.flatMap(({ key, value }) =>
    value.kind === 'map' ? [{ name: key.value, node: value }] : [],
  );
  const expander = new Expander(named, POOL, findings);
  const entries = pools.entries.map(({ key, value }) => ({ key, value: expander.expand(value) }));
  return { ...pools, entries };
}

function expandRoutes(routes: DocumentNode, findings: Findings): DocumentNode {
  if (routes.kind !== 'list') return routes;
  const named = routes.items.flatMap((node): Named[] => {
    const name = entryOf(node, 'name')?.value;
    return node.kind === 'map' && name?.kind === 'scalar' ? [{ name: String(name.value), node }] : [];
  });
  const expander = new Expander(named, ROUTE, findings);
  return { ...routes, items: routes.items.map((node) => expander.expand(node)) };
}

class Expander {
  constructor(
    private readonly named: readonly Named[],
    private readonly kind: Kind,
    private readonly findings: Findings,
  ) {}

  expand(node: DocumentNode, path: readonly MapNode[] = []): DocumentNode {
    const given = entryOf(node, 'extends')?.value;
    if (node.kind !== 'map' || given?.kind !== 'scalar' || typeof given.value !== 'string') return node;
    const base = this.#find(given.value);
    const { word, unknown, inheritance } = this.kind;
    const trail = [...path, node];
    if (!base) {
      const hint = suggest(
        given.value,
        this.named.map(({ name }) => name),
      );
      this.findings.error(given.place, unknown, `no ${word} is named "${given.value}"`, hint);
    } else if (trail.includes(base)) {
      const circle = [...trail.slice(trail.indexOf(base)), base].map((member) => this.#nameOf(member));
      const message = `these ${word}s extend each other: ${circle.join(' → ')}`;
      this.findings.error(given.place, 'extends-cycle', message, `let one of them be complete by itself`);
    } else {
      const expanded = this.expand(base, trail);
      if (expanded.kind === 'map') return inherit(node, expanded, inheritance);
    }
    return node;
  }

  #find(name: string): MapNode | undefined {
    return this.named.find((other) => other.name === name)?.node;
  }

  #nameOf(node: MapNode): string | undefined {
    return this.named.find((other) => other.node === node)?.name;
  }
}
