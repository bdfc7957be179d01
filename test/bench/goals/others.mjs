// A fixed rate, the start of the process, and one decision.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Contestants } from '../contestants.mjs';
import { residentMiB } from '../processes.mjs';
import { said, spread } from '../rounds.mjs';

const run = promisify(execFile);
const here = import.meta.dirname;
const IDLE_MS = 3000;
/** A young generation so large that no collection comes between two looks at the heap. */
const COUNTING = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=256'];

export const OTHER_GOALS = {
  async 'fixed-rate'() {
    // Exits with 1 where it is missed, which is said here.
    const args = [join(here, '../rate.mjs'), '--json'];
    const { stdout } = await run(process.execPath, args).catch((error) => error);
    const { cpus, peakRssMiB, held } = JSON.parse(stdout);
    return [
      {
        goal: '1000 requests/s for 60 s: at most 0.5 core',
        figure: cpus.toFixed(2),
        met: held.rate && held.cpu,
      },
      { goal: '… and 256 MiB', figure: `${peakRssMiB.toFixed(0)} MiB`, met: held.memory },
    ];
  },

  async start(_, { rounds }) {
    const seconds = [];
    const mib = [];
    for (let round = 0; round < rounds; round++) {
      const contestants = new Contestants();
      try {
        await contestants.upstream();
        const startedAt = performance.now();
        const { url, pid } = await contestants.fairlead();
        while (!(await fetch(`${url}/health/ready`)).ok) await sleep(5);
        seconds.push((performance.now() - startedAt) / 1000);
        await sleep(IDLE_MS);
        mib.push(residentMiB(pid));
      } finally {
        await contestants.stop();
      }
    }
    const [ready, idle] = [spread(seconds), spread(mib)];
    return [
      { goal: 'start to ready: at most 1.2 s', figure: `${said(ready)} s`, met: ready.median <= 1.2 },
      { goal: 'idle: at most 110 MiB', figure: `${said(idle, 0)} MiB`, met: idle.median <= 110 },
    ];
  },

  async decision() {
    const { stdout } = await run(process.execPath, [...COUNTING, join(here, '../decision.mjs')]);
    const { micros, bytesPerExcluded } = JSON.parse(stdout);
    return [
      {
        goal: 'a decision (10 tiers of 20, CEL, affinity): at most 20 µs',
        figure: `${micros.toFixed(1)} µs`,
        met: micros <= 20,
      },
      {
        goal: '… no allocation per excluded target',
        figure: `${bytesPerExcluded.toFixed(0)} bytes`,
        met: bytesPerExcluded < 16,
      },
    ];
  },
};
