/** What a query asks for: each metric with the labels that its selector names. */
export interface Query {
  readonly metrics: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Of `by (…)` and `on (…)`. */
  readonly grouping: readonly string[];
}

const WORDS = new Set(['and', 'or', 'unless', 'bool', 'offset']);
const GROUPING = /\b(?:by|on|without|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const SELECTOR = /\b([a-zA-Z_:][\w:]*)\b(?!\s*\()(?:\{([^}]*)\})?/g;

/** Reads as much of PromQL as the project's own queries use. */
export function readQuery(expression: string): Query {
  const grouping = Array.from(expression.matchAll(GROUPING), ([, labels]) => names(labels!)).flat();
  const bare = expression
    .replaceAll(GROUPING, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\boffset \w+/g, ' ');
  const strings = /"[^"]*"/g;
  const metrics = Array.from(bare.replaceAll(strings, '""').matchAll(SELECTOR))
    .filter(([, name]) => !WORDS.has(name!))
    .map(([, name, selector = '']) => ({
      name: name!,
      labels: Array.from(selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g), ([, label]) => label!),
    }));
  return { metrics, grouping };
}

function names(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
