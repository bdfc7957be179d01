import { posix } from 'node:path';

/** `@fairlead/policy` of `@fairlead/policy/x`, `yaml` of `yaml/util`; undefined for relative and `node:` specifiers. */
export function packageNameOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** The repository path a relative specifier means, with the source's `.ts` for the written `.js`. */
export function relativeTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}
