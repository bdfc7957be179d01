import type { PolicySources, Source, Sourced } from '@fairlead/policy';
import type { ExplainedSetting } from './explanation.js';

/** `file:line`, or `built-in`. */
function placeText(source: Source): string {
  return source === 'built-in' ? source : `${source.file}:${source.line}`;
}

/** Every setting of a route, in the order of the language. */
export function settingsOf(sources: PolicySources | undefined, route: string): ExplainedSetting[] {
  const node = sources?.at(['routes', route]);
  return node === undefined ? [] : flat(node, []);
}

/** Where a thing stands; undefined where that is not known, or it stands in no file. */
export function placeOf(sources: PolicySources | undefined, path: readonly string[]): string | undefined {
  const source = sources?.at(path)?.source;
  return source === undefined || source === 'built-in' ? undefined : placeText(source);
}

function flat(node: Sourced, path: readonly string[]): ExplainedSetting[] {
  if (node.kind === 'scalar') return [{ key: path.join('.'), value: node.value, at: placeText(node.source) }];
  const inner =
    node.kind === 'map' ? [...node.entries] : node.items.map((item, index) => [String(index), item] as const);
  return inner.flatMap(([name, value]) => flat(value, [...path, name]));
}
