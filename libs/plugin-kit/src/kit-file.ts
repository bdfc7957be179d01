import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KitSettings } from '@fairlead/plugin-sdk/testing';

const MANIFEST = 'package.json';

/** The folder of the package that a file belongs to; its own where there is none. */
export function packageFolder(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** `kit.json`; nothing where the package has none. @throws SyntaxError when it is no JSON */
export function readKitFile(folder: string): KitSettings {
  const file = join(folder, 'kit.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KitSettings) : {};
}
