import { matchesPattern } from '@fairlead/policy';
import { attemptsOf, type Asked } from '../stage/asked.js';
import { isWithin, rangeText } from './syntax/range.js';
import type { ExpectSyntax } from './syntax/test-file.js';

/** Something that must hold of every request of a test. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly holds: (asked: Asked) => boolean;
  readonly actual: (asked: Asked) => string;
}

const NONE = 'none';

/** The checks of a test, in the order of the reference. */
export function expectedOfEach(expect: ExpectSyntax): Check[] {
  const { route, tier, finalTier, target, firstTarget, firstTargetNot, outcome, status, reason } = expect;
  const { attempts, targetsSubsetOf, targetsNoneOf, excluded } = expect;
  const equals: (readonly [
    what: string,
    expected: string | undefined,
    (asked: Asked) => string | undefined,
  ])[] = [
    ['route', route?.value, ({ report }) => report?.route],
    ['tier', tier?.value, (asked) => attemptsOf(asked)[0]?.tier],
    ['final_tier', finalTier?.value, (asked) => attemptsOf(asked).at(-1)?.tier],
    ['target', target?.value, ({ report }) => report?.target],
    ['first_target', firstTarget?.value, (asked) => attemptsOf(asked)[0]?.target],
    ['outcome', outcome, ({ report }) => report?.outcome],
    ['status', status?.toString(), ({ report }) => report?.status.toString()],
    ['reason', reason, reasonOf],
  ];
  const checks = equals.flatMap(([what, expected, read]): Check[] =>
    expected === undefined
      ? []
      : [
          {
            what,
            expected,
            holds: (asked) => read(asked) === expected,
            actual: (asked) => read(asked) ?? NONE,
          },
        ],
  );
  const not = firstTargetNot?.map(({ value }) => value);
  const first = (asked: Asked): string => attemptsOf(asked)[0]?.target ?? NONE;
  if (not)
    checks.push({
      what: 'first_target_not',
      expected: `not ${not.join(', ')}`,
      holds: (asked) => !not.includes(first(asked)),
      actual: first,
    });
  if (attempts) {
    const count = ({ report }: Asked): number => report?.attempts.length ?? 0;
    checks.push({
      what: 'attempts',
      expected: rangeText(attempts),
      holds: (asked) => isWithin(count(asked), attempts),
      actual: (asked) => String(count(asked)),
    });
  }
  if (targetsSubsetOf)
    checks.push(
      called('targets_subset_of', `only ${targetsSubsetOf.join(', ')}`, (id) => fits(targetsSubsetOf, id)),
    );
  if (targetsNoneOf)
    checks.push(
      called('targets_none_of', `none of ${targetsNoneOf.join(', ')}`, (id) => !fits(targetsNoneOf, id)),
    );
  for (const [id, { value }] of excluded ?? []) {
    const why = (asked: Asked): string => exclusionOf(asked, id) ?? 'not excluded';
    checks.push({
      what: `excluded ${id}`,
      expected: value,
      holds: (asked) => why(asked).startsWith(value),
      actual: why,
    });
  }
  return checks;
}

function called(what: string, expected: string, isFine: (target: string) => boolean): Check {
  const wrong = ({ calls }: Asked): string | undefined => calls.find(({ target }) => !isFine(target))?.target;
  return {
    what,
    expected,
    holds: (asked) => wrong(asked) === undefined,
    actual: (asked) => `${wrong(asked)} was called`,
  };
}

function fits(patterns: readonly string[], target: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, target));
}

function reasonOf({ decided }: Asked): string | undefined {
  return decided?.steps[0]?.record.reason;
}

function exclusionOf({ decided }: Asked, target: string): string | undefined {
  return decided?.steps[0]?.record.candidates.find(({ id }) => id === target)?.excluded;
}
