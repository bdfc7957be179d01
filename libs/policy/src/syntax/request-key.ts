import type { RequestKey } from '../plan/index.js';
import { refine, type Shape } from '../shape/shape.js';
import { textAs } from '../shape/scalars.js';
import { suggest } from '../shape/words.js';

type Plain = Exclude<RequestKey['kind'], 'header' | 'label'>;

const OF_THE_CALLER = /^(header|label):([^\s:]+)$/;

/** What requests are told apart by: one of `kinds`, `header:<name>` or `label:<name>`. */
export function requestKey(kinds: readonly Plain[]): Shape<RequestKey> {
  const expects = `one of ${kinds.join(', ')}, header:<name>, label:<name>`;
  const shape = refine(textAs(expects), (value, findings, node): RequestKey | undefined => {
    const plain = kinds.find((kind) => kind === value);
    if (plain) return { kind: plain };
    const [, kind, name] = OF_THE_CALLER.exec(value) ?? [];
    if (kind === 'header' && name) return { kind, name: name.toLowerCase() };
    if (kind === 'label' && name) return { kind, name };
    const hint = suggest(value, [...kinds, 'header:<name>', 'label:<name>']);
    findings.error(node.place, 'invalid-value', `"${value}" tells no requests apart`, hint);
    return undefined;
  });
  return {
    ...shape,
    schema: { anyOf: [{ enum: kinds }, { type: 'string', pattern: OF_THE_CALLER.source }] },
    write: (key) => ('name' in key ? `${key.kind}:${key.name}` : key.kind),
  };
}
