import { entryOf, Findings, readDocument, type DocumentNode } from '@fairlead/policy';

/** What the conditions of a route are about, as far as its text shows. */
export interface RouteHints {
  readonly models: readonly string[];
  readonly endpoints: readonly string[];
  /** Accepted values by name. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The words and numbers of its expression. */
  readonly words: readonly string[];
  readonly numbers: readonly number[];
}

/** The hints of every route that stands in the text of a policy. */
export function routeHints(text: string): ReadonlyMap<string, RouteHints> {
  const document = readDocument(text, new Findings('policy'));
  const routes = entry(document, 'routes');
  const nodes = routes?.kind === 'list' ? routes.items : [];
  return new Map(
    nodes.flatMap((node) => texts(entry(node, 'name')).map((name) => [name, hintsOf(entry(node, 'match'))])),
  );
}

function hintsOf(match: DocumentNode | undefined): RouteHints {
  const when = texts(entry(match, 'when')).join(' ');
  const named = (call: string): [string, readonly string[]][] =>
    [...when.matchAll(new RegExp(`\\b${call}\\(\\s*["']([^"']+)["']`, 'g'))].map(([, name]) => [name!, []]);
  return {
    models: texts(entry(match, 'model')),
    endpoints: texts(entry(match, 'endpoint')),
    labels: new Map([...named('label'), ...valuesOf(entry(match, 'labels'))]),
    headers: new Map(
      [...named('header'), ...valuesOf(entry(match, 'headers'))].map(([name, values]) => [
        name.toLowerCase(),
        values,
      ]),
    ),
    words: [
      ...new Set(
        [...when.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? ''),
      ),
    ],
    numbers: [...when.matchAll(/\b\d+(?:\.\d+)?\b/g)].map(([digits]) => Number(digits)),
  };
}

function entry(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node && entryOf(node, key)?.value;
}

function valuesOf(node: DocumentNode | undefined): [string, readonly string[]][] {
  return node?.kind === 'map' ? node.entries.map(({ key, value }) => [key.value, texts(value)]) : [];
}

/** `x` and `[x]` say the same. */
function texts(node: DocumentNode | undefined): string[] {
  if (node?.kind === 'list') return node.items.flatMap(texts);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? [node.value] : [];
}
