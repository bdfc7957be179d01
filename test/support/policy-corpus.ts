import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** Policies that other documents about the project show; they are read in place, where there are any. */
const SAMPLES = resolve(ROOT, '../shared/spec/policies');

/** A policy with its name. */
export type NamedPolicy = readonly [name: string, text: string];

/** The policies that come with the project. */
export function shippedPolicies(): NamedPolicy[] {
  return [...filesIn('config', /policy\.yaml$/), ...filesIn('config/examples', /\.yaml$/)].filter(isPolicy);
}

/** The examples of a page, under the headings they stand below. */
export function pagePolicies(page: string): NamedPolicy[] {
  const text = readFileSync(resolve(ROOT, page), 'utf8');
  let heading = '';
  return [...text.matchAll(/^#+ (?<heading>[^\n]*)$|^```yaml\n(?<text>.*?)^```/gms)].flatMap(({ groups }) => {
    heading = groups!['heading'] ?? heading;
    return groups!['text'] === undefined ? [] : [[heading, groups!['text']] as const];
  });
}

/** Sample policies beside the repository; none where it stands alone. */
export function samplePolicies(): NamedPolicy[] {
  return existsSync(SAMPLES) ? filesIn(SAMPLES, /\.yaml$/).filter(isPolicy) : [];
}

function filesIn(folder: string, name: RegExp): NamedPolicy[] {
  const path = resolve(ROOT, folder);
  const files = readdirSync(path).filter((file) => name.test(file));
  return files.map((file) => [file, readFileSync(resolve(path, file), 'utf8')]);
}

/** Beside policies lie tests of them, and descriptions of traffic. */
function isPolicy([, text]: NamedPolicy): boolean {
  return /^routes:/m.test(text);
}
