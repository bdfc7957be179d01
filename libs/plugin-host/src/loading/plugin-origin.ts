import { realpathSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder → the plugin whose code is in it. */
const origins = new Map<string, string>();

/** Where this gateway's own packages are, when they are not plugins. */
const OWN = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** A file of a stack trace's line, as a path or a URL. */
const FILE = /(file:\/\/\S+?|\/[^():]+|[A-Za-z]:\\[^():]+):\d+:\d+\)?$/;

/** From now on code in this folder is known as this plugin's. */
export function rememberOrigin(entry: string, plugin: string): void {
  origins.set(dirname(realpathSync(entry)) + sep, plugin);
}

/**
 * Whose code a stack trace leads to: the innermost line that is a plugin's, unless one of this gateway's is further in.
 * Libraries in between belong to whoever called them.
 */
export function originOf(stack: string | undefined): string | undefined {
  for (const line of (stack ?? '').split('\n')) {
    const file = FILE.exec(line)?.[1];
    if (file === undefined) continue;
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const folders = [...origins.keys()].filter((folder) => path.startsWith(folder));
    const folder = folders.reduce((deepest, next) => (next.length > deepest.length ? next : deepest), '');
    if (folder !== '') return origins.get(folder);
    if (path.startsWith(OWN + sep) && !path.includes('plugin-sdk')) return undefined;
  }
  return undefined;
}
