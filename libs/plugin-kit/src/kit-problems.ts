import { didYouMean, type PluginManifest } from '@fairlead/plugin-sdk';
import type { KitReport, KitSettings } from '@fairlead/plugin-sdk/testing';
import { PROVIDER_CASES } from './provider/provider-cases.js';
import { isAmong } from './report/is-among.js';
import { STRATEGY_CASES } from './strategy/strategy-cases.js';

type Problem = KitReport['problems'][number];

/** What is wrong with what the kit was told: without it, less would be checked than its author believes. */
export function kitProblems(
  { providers = {}, strategies = {} }: KitSettings,
  manifest: PluginManifest,
  only: string,
): readonly Problem[] {
  return [
    ...unknown('provider', Object.keys(providers), Object.keys(manifest.providers ?? {})),
    ...unknown('strategy', Object.keys(strategies), Object.keys(manifest.strategies ?? {})),
    ...noCase(only),
  ];
}

function unknown(kind: string, told: readonly string[], brought: readonly string[]): Problem[] {
  return told
    .filter((name) => !brought.includes(name))
    .map((name) => {
      const near = didYouMean(name, brought);
      const hint = near === undefined ? '' : `; did you mean "${near}"?`;
      const message = `the kit's settings are about the ${kind} "${name}", which the plugin does not bring${hint}`;
      return { code: 'kit-settings', message };
    });
}

function noCase(only: string): Problem[] {
  const codes = [...PROVIDER_CASES, ...STRATEGY_CASES].map(({ code }) => code);
  if (codes.some((code) => isAmong(code, only))) return [];
  const near = didYouMean(only, codes);
  const hint = near === undefined ? '' : `; did you mean "${near}"?`;
  return [{ code: 'kit-no-case', message: `no case is called "${only}", or begins so${hint}` }];
}
