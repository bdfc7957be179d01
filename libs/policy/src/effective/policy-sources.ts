import { held } from './sourced-edits.js';
import type { Source, Sourced, SourcedMap } from './sourced.js';

/** Where each value of a policy comes from, by its path in the effective policy. */
export class PolicySources {
  #root?: SourcedMap;

  constructor(private readonly make: () => SourcedMap) {}

  /** The effective policy; made when it is asked for, since most plans never are. */
  get root(): SourcedMap {
    return (this.#root ??= this.make());
  }

  /**
   * Where a value of a route comes from; undefined: there is none.
   *
   * @param path `timeouts.total`, or its steps where a key has dots. Items of lists go by name, target or number.
   */
  sourceOf(route: string, path: string | readonly string[]): Source | undefined {
    return this.at(['routes', route, ...(typeof path === 'string' ? path.split('.') : path)])?.source;
  }

  /** The value at a path from the top of the policy: `['pools', 'main', 'strategy', 'type']`. */
  at(path: readonly string[]): Sourced | undefined {
    return path.reduce<Sourced | undefined>((node, step) => node && inside(node, step), this.root);
  }
}

function inside(node: Sourced, step: string): Sourced | undefined {
  if (node.kind !== 'list') return held(node, step);
  return node.items.find((item) => isCalled(item, step)) ?? node.items[Number(step)];
}

function isCalled(item: Sourced, name: string): boolean {
  return ['name', 'target'].some((key) => {
    const own = held(item, key);
    return own?.kind === 'scalar' && own.value === name;
  });
}
