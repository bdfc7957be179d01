import type { KitOptions, PluginReference, TestRunner } from '@fairlead/plugin-sdk/testing';
import { planChecks, type Checks } from './plan-checks.js';
import { PROVIDER_CASES } from './provider/provider-cases.js';
import { isAmong } from './report/is-among.js';
import { STRATEGY_CASES } from './strategy/strategy-cases.js';

type Describe = (plugin: PluginReference, options?: KitOptions, runner?: TestRunner) => void;

export const describePlugin = described([...PROVIDER_CASES, ...STRATEGY_CASES]);
export const describeProvider = described(PROVIDER_CASES);
export const describeStrategy = described(STRATEGY_CASES);

/** Which tests there are must be known before the plugin is loaded: one for each case of the kit. */
function described(cases: readonly { readonly code: string; readonly title: string }[]): Describe {
  return (plugin, options = {}, runner = globalThis as unknown as TestRunner) => {
    const wanted = cases.filter(({ code }) => isAmong(code, options.only ?? ''));
    let planning: Promise<Checks> | undefined;
    const planned = (): Promise<Checks> => (planning ??= planChecks(plugin, options));
    runner.describe(`the plugin ${typeof plugin === 'string' ? plugin : plugin.name}`, () => {
      runner.it('loads', async () => {
        const { problems } = await planned();
        if (problems.length > 0)
          throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join('\n'));
      });
      for (const { code, title } of wanted)
        runner.it(`${code}: ${title}`, async () => mustPass(await planned(), code));
      runner.it('leaves nothing behind', async () => (await planned()).close());
    });
  };
}

/** @throws Error with what each failed provider or strategy did instead */
async function mustPass({ subjects }: Checks, code: string): Promise<void> {
  const failed: string[] = [];
  for (const { name, cases } of subjects) {
    const result = await cases.find((each) => each.code === code)?.run();
    if (result?.outcome === 'failed') failed.push(`${name}: ${result.why}`);
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
}
