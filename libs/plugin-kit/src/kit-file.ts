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

/** A JSON file of the plugin's; undefined where there is none. @throws Error that names it when it is no JSON */
export function readJson<Content>(file: string): Content | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** `kit.json`: nothing where the package has none, what is wrong with it where it cannot be read. */
export function readKitFile(folder: string): KitSettings | Error {
  try {
    return readJson<KitSettings>(join(folder, 'kit.json')) ?? {};
  } catch (error) {
    return error as Error;
  }
}
