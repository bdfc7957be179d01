// Makes what a release consists of: the packed SDK, a bill of materials (CycloneDX) of what production installs, the
// provenance of the build, and the checksums of all of it. Publishes nothing.
//
//   node scripts/release.mjs FOLDER
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const into = resolve(process.argv[2] ?? 'release');
mkdirSync(into, { recursive: true });

const run = (command, ...args) => execFileSync(command, args, { cwd: REPOSITORY, encoding: 'utf8' }).trim();
const dirty = run('git', 'status', '--porcelain');
if (dirty !== '') throw new Error(`commit or stash first; a release is made of a commit:\n${dirty}`);

run(process.execPath, join(REPOSITORY, 'scripts/pack-sdk.mjs'), into);
writeFileSync(
  join(into, 'sbom.cdx.json'),
  run(
    'npm',
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
    '--omit',
    'dev',
    '--package-lock-only',
  ),
);
writeFileSync(join(into, 'provenance.json'), JSON.stringify(provenance(), undefined, 2));
writeFileSync(join(into, 'SHA256SUMS'), checksums());
process.stdout.write(`${into}\n`);

/** Of which sources, with which tools. A builder that signs (SLSA) takes it as its predicate. */
function provenance() {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
  return {
    version,
    commit: run('git', 'rev-parse', 'HEAD'),
    committedAt: run('git', 'show', '-s', '--format=%cI', 'HEAD'),
    node: process.version,
    npm: run('npm', '--version'),
    lockfileSha256: sha256(readFileSync(join(REPOSITORY, 'package-lock.json'))),
    reproduce: ['npm ci', 'npm run build', 'node scripts/release.mjs release'],
  };
}

function checksums() {
  const files = readdirSync(into).filter((name) => name !== 'SHA256SUMS');
  return files.map((name) => `${sha256(readFileSync(join(into, name)))}  ${name}\n`).join('');
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
