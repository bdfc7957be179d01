import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compilePolicy, type CompiledPolicy, type PolicyCatalog, type TargetTraits } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';

/** Each folder: a policy, perhaps with files that it imports, and what becomes of it. */
const FOLDER = resolve(import.meta.dirname, 'golden');

/** What the cases may know of targets, by provider; of `gamma` nothing is known, of `delta` not even a price. */
const TRAITS: Readonly<Record<string, TargetTraits>> = {
  alpha: {
    region: 'eu',
    tags: ['direct'],
    data: { training: 'deny', retention: 'zero' },
    capabilities: ['tools', 'json_schema', 'vision'],
    contextWindow: 128_000,
    price: { inputNanoUsdPerMtok: 3e9, outputNanoUsdPerMtok: 15e9 },
  },
  beta: {
    region: 'us',
    tags: ['reseller'],
    data: { training: 'allow', retention: 'unlimited' },
    capabilities: ['tools'],
    contextWindow: 32_000,
    price: { inputNanoUsdPerMtok: 3e8, outputNanoUsdPerMtok: 1e9 },
  },
  delta: { tags: [] },
};

export const goldenCatalog: PolicyCatalog = {
  providers: ['alpha', 'beta', 'gamma', 'delta'],
  strategies: strategiesByName(),
  traits: ({ provider }) => TRAITS[provider],
};

export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly compiled: CompiledPolicy;
}

export const goldenCases: readonly GoldenCase[] = readdirSync(FOLDER).map((name) => {
  const folder = join(FOLDER, name);
  const text = readFileSync(join(folder, 'policy.yaml'), 'utf8');
  const readImport = (path: string): string | undefined => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  return { name, folder, text, compiled: compilePolicy(text, 'policy.yaml', goldenCatalog, readImport) };
});
