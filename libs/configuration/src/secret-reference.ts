import { resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ReferenceResult =
  | {
      readonly ok: true;
      /** Undefined when the variable is unset or empty. */ readonly value: string | undefined;
    }
  | { readonly ok: false; readonly message: string };

const WHOLE = /^\$\{(?:file:(?<path>[^}]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<fallback>[^}]*))?)\}$/;

/**
 * Resolves `${NAME}`, `${NAME:-fallback}` and `${file:/path}`; any other text stands for itself. Values are trimmed:
 * a key copied with its line break is the commonest broken key. A path is relative to the configuration's folder.
 */
export function resolveReference(
  text: string,
  env: Environment,
  folder: string,
  read: (path: string) => string,
): ReferenceResult {
  const groups = WHOLE.exec(text.trim())?.groups;
  if (groups === undefined) {
    return text.includes('${')
      ? {
          ok: false,
          message: 'a reference must be the whole value: ${NAME}, ${NAME:-fallback} or ${file:/path}',
        }
      : { ok: true, value: text };
  }
  if (groups['name'] !== undefined) {
    return { ok: true, value: env[groups['name']]?.trim() || groups['fallback'] };
  }
  try {
    return { ok: true, value: read(resolve(folder, groups['path']!)).trim() || undefined };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    return { ok: false, message: `cannot read ${groups['path']} (${code})` };
  }
}
