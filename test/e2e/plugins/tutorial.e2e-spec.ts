import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';
import { TempFiles } from '../cli/temp-files.js';
import { Outside } from './outside.js';

/** What a reader of the page does, one after the other. */
jest.setTimeout(180_000);

const MOST_STEPS = 12;
const MOST_LINES = 60;

interface Step {
  /** The file that is edited; undefined for commands. */
  readonly file: string | undefined;
  readonly text: string;
}

/** Blocks of the page that say `step`, without their indentation. */
function stepsOf(page: string): Step[] {
  const blocks = page.matchAll(/^( *)```(?:sh|ts|yaml) step(?: (\S+))?\n([\s\S]*?)^\1```$/gm);
  return Array.from(blocks, ([, indent = '', file, text = '']) => ({
    file,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

const steps = stepsOf(readFileSync(join(REPOSITORY, 'docs/plugins.md'), 'utf8'));

const files = new TempFiles();
let outside: Outside;
beforeAll(async () => {
  await ensureBuilt();
  outside = await Outside.open();
  // The command line as it is installed: a name on the path.
  const command = files.write(
    'fairlead',
    `#!/bin/sh\nexec "${process.execPath}" "${join(REPOSITORY, 'apps/cli/dist/main.js')}" "$@"\n`,
  );
  chmodSync(command, 0o755);
}, 180_000);
afterAll(() => outside.close());

describe('the tutorial of plugins', () => {
  it(`has at most ${MOST_STEPS} steps, and ${MOST_LINES} lines to write`, () => {
    const written = steps
      .filter(({ file }) => file !== undefined)
      .flatMap(({ text }) => text.trim().split('\n'));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
    expect(written.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('ends with a package that can be published, when it is done word for word', async () => {
    const path = `${dirname(files.path('fairlead'))}:${process.env['PATH']}`;
    let folder = dirname(files.path('fairlead'));
    const said: string[] = [];
    for (const { file, text } of steps) {
      if (file !== undefined) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
        continue;
      }
      for (const command of text.trim().split('\n')) {
        if (command.startsWith('cd ')) folder = join(folder, command.slice('cd '.length));
        // What a registry would give is taken from here, and nothing is given to one.
        else if (command === 'npm install') await outside.installFor(folder);
        else {
          const line = command === 'npm publish' ? 'npm pack' : command;
          const options = { cwd: folder, env: { PATH: path, HOME: process.env['HOME'] } };
          const { stdout } = await promisify(execFile)('sh', ['-c', line], options);
          said.push(stdout);
        }
      }
    }
    const all = said.join('\n');
    expect(all).toMatch(/(?:#|ℹ) fail 0/);
    expect(all).toMatch(/\d+ passed, 0 failed/);
    expect(all).toMatch(/policy.yaml: [0-9a-f]{12} · 1 routes · 1 pools/);
    expect(all).toMatch(/^acme \(0\.1\.0, contract 1\): running$/m);
    expect(existsSync(join(folder, 'badge.svg'))).toBe(true);
    expect(readdirSync(folder)).toContain('fairlead-plugin-acme-0.1.0.tgz');
  });
});
