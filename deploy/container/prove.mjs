#!/usr/bin/env node
// Proves the Dockerfile where there is no container engine: runs its steps in a chroot, measures what they add, starts
// the result as its user on a read-only root and asks it for an answer. Needs root, Debian and debootstrap.
// Usage: node deploy/container/prove.mjs [work folder, /tmp/fairlead-image by default; kept, so that a second run is quick]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeBase } from './proof/base-image.mjs';
import { copyContext } from './proof/build-context.mjs';
import { parseDockerfile } from './proof/dockerfile.mjs';
import { smokeTest } from './proof/smoke-test.mjs';
import { buildStages } from './proof/stages.mjs';

/** Above the base image. */
const MAX_LAYERS_MIB = 90;
const MIB = 1024 * 1024;

const repository = resolve(import.meta.dirname, '../..');
const work = resolve(process.argv[2] ?? '/tmp/fairlead-image');
const log = (line) => process.stdout.write(`- ${line}\n`);

mkdirSync(work, { recursive: true });
const base = join(work, 'base');
makeBase(base);
log(`base: ${mebibytes(base).toFixed(1)} MiB`);

const context = mkdtempSync(join(work, 'context-'));
try {
  const files = copyContext(repository, context);
  log(`context: ${files.length} files, ${mebibytes(context).toFixed(1)} MiB`);
  const stages = parseDockerfile(readFileSync(join(repository, 'Dockerfile'), 'utf8'));
  const image = buildStages(stages, { base, context, work, log });
  const layers = mebibytes(image.root) - mebibytes(base);
  log(`layers above the base: ${layers.toFixed(1)} MiB (at most ${MAX_LAYERS_MIB})`);
  if (layers > MAX_LAYERS_MIB) throw new Error('the image is larger than it may be');
  await smokeTest(image, { configuration: join(repository, 'config'), work, log });
  process.stdout.write('proved\n');
} finally {
  rmSync(context, { recursive: true, force: true });
}

/** Bytes of files and links, without what a file system adds. */
function mebibytes(folder) {
  const [bytes] = execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t');
  return Number(bytes) / MIB;
}
