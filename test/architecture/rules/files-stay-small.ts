import { isSpec } from '../layers.js';
import type { Rule } from '../rule.js';

/** The hard limit for any file, specs too. */
const MAX_LINES = 300;
/** What keeps a house pleasant: half of the sources within one screen, nine in ten within three. */
const MEDIAN_LINES = 70;
const P90_LINES = 200;

export const filesStaySmall: Rule = {
  name: `stay within ${MAX_LINES} lines a file, a median of ${MEDIAN_LINES} and a 90th percentile of ${P90_LINES}`,

  check(tree) {
    const violations: string[] = [];
    const sizes: number[] = [];
    for (const [path, text] of tree.files) {
      const lines = text.trimEnd().split('\n').length;
      if (lines > MAX_LINES) violations.push(`${path}:${MAX_LINES} has ${lines} lines: split it by concept`);
      if (!isSpec(path)) sizes.push(lines);
    }
    sizes.sort((a, b) => a - b);
    const quantile = (q: number): number => sizes[Math.floor(q * (sizes.length - 1))] ?? 0;
    if (quantile(0.5) > MEDIAN_LINES) violations.push(`the median source has ${quantile(0.5)} lines`);
    if (quantile(0.9) > P90_LINES) violations.push(`one source in ten has ${quantile(0.9)} lines or more`);
    return violations;
  },

  examples: [
    {
      title: 'a long spec among short files',
      files: sized(10, 301, 'a.spec.ts'),
      finds: ['a.spec.ts:300 has 301 lines'],
    },
    {
      title: 'a long source among short ones',
      files: sized(10, 301, 'a.ts'),
      finds: ['a.ts:300 has 301 lines'],
    },
    {
      title: 'sources that are all a little long',
      files: sized(71, 71, 'a.ts'),
      finds: ['the median source has 71'],
    },
    {
      title: 'sources that are all long',
      files: sized(201, 201, 'a.ts'),
      finds: ['the median', 'one source in ten'],
    },
    { title: 'the largest that is allowed', files: sized(70, 300, 'a.spec.ts'), finds: [] },
  ],
};

/** Nine sources of `each` lines and one file of `one`. */
function sized(each: number, one: number, name: string): Record<string, string> {
  const many = Array.from({ length: 9 }, (_, i) => [
    `libs/policy/src/${i}.ts`,
    '\n'.repeat(each - 1) + 'x\n',
  ]);
  return { ...Object.fromEntries(many), [`libs/policy/src/${name}`]: '\n'.repeat(one - 1) + 'x\n' };
}
