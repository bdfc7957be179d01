import type { KitOptions, TestRunner } from '@fairlead/plugin-sdk/testing';
import { checkPlugin } from './check-plugin.js';
import { PROVIDER_CASES } from './provider/provider-cases.js';
import { STRATEGY_CASES } from './strategy/strategy-cases.js';

/** Which tests there are must be known before the plugin is loaded: one for each case of the kit. */
export function describePlugin(
  reference: string,
  options: KitOptions = {},
  runner: TestRunner = globalThis as unknown as TestRunner,
): void {
  runner.describe(`the plugin ${reference}`, () => {
    let checking: ReturnType<typeof checkPlugin> | undefined;
    const checked = (): ReturnType<typeof checkPlugin> => (checking ??= checkPlugin(reference, options));
    runner.it('loads', async () => {
      const { problems } = await checked();
      if (problems.length > 0)
        throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join('\n'));
    });
    for (const { code, title } of [...PROVIDER_CASES, ...STRATEGY_CASES]) {
      runner.it(`${code}: ${title}`, async () => {
        const { subjects } = await checked();
        const failed = subjects.flatMap(({ name, cases }) =>
          cases
            .filter((each) => each.code === code && each.outcome === 'failed')
            .map(({ why }) => `${name}: ${why}`),
        );
        if (failed.length > 0) throw new Error(failed.join('\n'));
      });
    }
  });
}
