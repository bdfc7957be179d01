import { checkPlugin } from '@fairlead/plugin-kit';
import { definePlugin } from '@fairlead/plugin-sdk';
import { strategiesByName } from '@fairlead/routing';

const plugin = definePlugin({ name: 'built-in', strategies: Object.fromEntries(strategiesByName()) });

/** What they say of themselves in docs/strategies.md. */
const settings = {
  strategies: {
    random: { fairness: 'weights' },
    weighted_round_robin: { fairness: 'weights' },
    lowest_cost: { fairness: 'none' },
  },
} as const;

describe('the strategies of the gateway are held to what is asked of those of plugins', () => {
  it('passes every case', async () => {
    const { subjects, problems } = await checkPlugin(plugin, { settings });
    expect(problems).toEqual([]);
    expect(subjects.map(({ name }) => name)).toEqual([...strategiesByName().keys()]);
    const failed = subjects.flatMap(({ name, cases }) =>
      cases.filter(({ outcome }) => outcome === 'failed').map(({ code, why }) => `${name} ${code}: ${why}`),
    );
    expect(failed).toEqual([]);
  }, 60_000);
});
