import { json } from './package-files.js';
import type { Files, Order } from './order.js';

/** Which target takes a request: by weight, and away from those that fail. */
export function strategyFiles({ names: { plugin, pascal, snake } }: Order): Files {
  return {
    'src/index.ts': `import { configOf, definePlugin, defineStrategy, Percent, type Candidate } from '@fairlead/plugin-sdk';

class ${pascal}Options {
  /** A target that fails this often has no more than its share of attention. */
  @Percent() forgives = 0.1;
}

export default definePlugin({
  name: '${plugin}',
  strategies: {
    ${snake}: defineStrategy({
      options: configOf(${pascal}Options),
      // Chance comes from the context alone, so that every pick can be made again.
      create({ forgives }, { rng }) {
        const share = ({ weight, failureRate }: Candidate): number =>
          failureRate <= forgives ? weight : weight * (1 - failureRate) + Number.EPSILON;
        return {
          pick(candidates) {
            const shares = candidates.map(share);
            let drawn = rng.float() * shares.reduce((sum, each) => sum + each, 0);
            const index = shares.findIndex((each) => (drawn -= each) < 0);
            return { index: index < 0 ? candidates.length - 1 : index };
          },
        };
      },
    }),
  },
});
`,
    'kit.json': json({ strategies: { [snake]: { fairness: 'weights' } } }),
  };
}
