import { stringify } from 'yaml';
import type { PolicySources } from './policy-sources.js';
import type { Source, Sourced, SourcedScalar } from './sourced.js';

/** Column of the comments, where the values leave room. */
const COMMENT_COLUMN = 56;

/**
 * The effective policy as YAML of the language, with the source of each value behind it. Read again it makes the same
 * plan, but for its version and its lines.
 */
export function renderEffective({ root }: PolicySources): string {
  return linesOf(root)
    .map(({ text, source }) => `${source ? commented(text, source) : text}\n`)
    .join('');
}

interface Line {
  readonly text: string;
  /** Undefined where a map or a list begins. */
  readonly source?: Source;
}

function linesOf(node: Sourced): Line[] {
  if (isLeaf(node)) return [{ text: spelled(node), source: node.source }];
  if (node.kind === 'list') return node.items.flatMap((item) => indented(linesOf(item), '- '));
  if (node.kind === 'scalar') return [];
  return [...node.entries].flatMap(([key, value]) => {
    const name = text(key);
    if (isLeaf(value)) return [{ text: `${name}: ${spelled(value)}`, source: value.source }];
    return [{ text: `${name}:` }, ...indented(linesOf(value), '  ')];
  });
}

function isLeaf(node: Sourced): boolean {
  if (node.kind === 'map') return node.entries.size === 0;
  return node.kind === 'list' ? node.items.length === 0 : true;
}

function spelled(node: Sourced): string {
  if (node.kind === 'scalar') return text(node.value);
  return node.kind === 'map' ? '{}' : '[]';
}

/** On one line, quoted where it would otherwise be read as something else. */
function text(value: SourcedScalar['value']): string {
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return plain.includes('\n') ? JSON.stringify(value) : plain;
}

/** `- ` before the first line of an item, and its width before the others. */
function indented(lines: readonly Line[], lead: string): Line[] {
  const blank = ' '.repeat(lead.length);
  return lines.map((line, index) => ({ ...line, text: `${index === 0 ? lead : blank}${line.text}` }));
}

function commented(line: string, source: Source): string {
  const from = source === 'built-in' ? source : `${source.file}:${source.line}`;
  return `${line.padEnd(COMMENT_COLUMN)} # ${from}`;
}
