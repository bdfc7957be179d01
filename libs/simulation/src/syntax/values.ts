import { FAULT_CLASSES, isFaultClass, type FaultClass } from '@fairlead/plugin-sdk';
import { list, located, refine, suggest, text, textAs, type Located, type Shape } from '@fairlead/policy';

/** A list that may be empty: `ejected: []` says that nobody is. */
export function anyList<T>(item: Shape<T>): Shape<readonly T[]> {
  const some = list(item);
  return {
    ...some,
    schema: { type: 'array', items: item.schema },
    read: (node, findings) =>
      node.kind === 'list' && node.items.length === 0 ? [] : some.read(node, findings),
  };
}

/** The name of something in the policy; whether it is there is looked up when the policy is known. */
export const reference: Shape<Located<string>> = located(text);

/** What an attempt comes to: an answer, or an error class. */
export type AttemptOutcome = 'ok' | FaultClass;

/** The classes that a provider can cause; those of the gateway itself no target has. */
const FROM_OUTSIDE = FAULT_CLASSES.filter(
  (name) => !name.startsWith('gateway_') && name !== 'budget_exceeded' && name !== 'cancelled',
);

export const attemptOutcome = outcomeAmong(FROM_OUTSIDE);

/** What a request comes to. */
export const requestOutcome = outcomeAmong([...FAULT_CLASSES, 'partial']);

function outcomeAmong<Word extends string>(classes: readonly Word[]): Shape<Word | 'ok'> {
  const known = ['ok', ...classes] as const;
  const shape = refine(textAs('ok or an error class'), (value, findings, node): Word | 'ok' | undefined => {
    const found = known.find((word) => word === value);
    if (found !== undefined) return found;
    const message = isFaultClass(value)
      ? `no target can cause "${value}": the gateway says that itself`
      : `"${value}" is neither ok nor an error class`;
    findings.error(node.place, 'unknown-class', message, suggest(value, known));
    return undefined;
  });
  return { ...shape, schema: { enum: known } };
}
