import type { Setting } from '../source/source-map.js';

const REFERENCE = /^(?:os\.environ\/|\$\{?|env:|\{\{\s*)([A-Za-z_]\w*)\s*\}{0,2}$/;

/**
 * A key as our files say it: a reference. A key that stands in the source itself is never copied; it is to be put
 * into the environment.
 */
export function secretReference(setting: Setting | undefined, variable: string): string {
  if (setting === undefined) return `\${${variable}}`;
  const named = REFERENCE.exec(setting.text ?? '')?.[1];
  if (named === undefined) {
    setting.approximated(`a key is not copied: put it into the environment as ${variable}`);
    return `\${${variable}}`;
  }
  setting.exact(`read from the environment: ${named}`);
  return `\${${named}}`;
}
