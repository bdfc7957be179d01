import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Copies what a builder would be sent: the files of `folder` that its `.dockerignore` leaves in. */
export function copyContext(folder, destination) {
  const rules = parseIgnore(readFileSync(join(folder, '.dockerignore'), 'utf8'));
  const files = [...walk(folder, '', rules)];
  for (const file of files) {
    mkdirSync(dirname(join(destination, file)), { recursive: true });
    cpSync(join(folder, file), join(destination, file));
  }
  return files;
}

/** Rules in order; the last that matches a path decides. */
export function parseIgnore(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const keeps = line.startsWith('!');
      const pattern = (keeps ? line.slice(1) : line).replace(/^\/|\/$/g, '');
      return { keeps, pattern, regex: toRegex(pattern) };
    });
}

/** Whether the rules leave this path out. */
export function isIgnored(path, rules) {
  return rules.findLast(({ regex }) => regex.test(path))?.keeps === false;
}

function* walk(root, below, rules) {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const ignored = isIgnored(path, rules);
    if (entry.isDirectory()) {
      const keepsInside = rules.some(({ keeps, pattern }) => keeps && pattern.startsWith(`${path}/`));
      if (!ignored || keepsInside) yield* walk(root, path, rules);
    } else if (!ignored) yield path;
  }
}

/** A pattern matches the path and all below it, as in Docker's own matcher. */
function toRegex(pattern) {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const body = escaped.replaceAll(/\*\*\/|\*\*|\*|\?/g, (glob) =>
    glob === '**/' ? '(?:.*/)?' : glob === '**' ? '.*' : glob === '*' ? '[^/]*' : '[^/]',
  );
  return new RegExp(`^${body}(?:/.*)?$`);
}
