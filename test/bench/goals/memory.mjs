// What open streams hold, and how the event loop does under many of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { CHAT } from '../contestants.mjs';
import { openStreams } from '../open-streams.mjs';
import { residentMiB } from '../processes.mjs';

const FEW = 1000;
const MANY = 5000;
const HOLD_MS = 3_600_000;
const SLOW = { count: MANY, tokens: 30, everyMs: 200 };

export const MEMORY_GOALS = {
  async 'memory-per-stream'(contestants) {
    const { url, pid } = await contestants.fairlead();
    // Code, and what the process takes once and keeps.
    await held(url, pid, FEW);
    const few = await held(url, pid, FEW);
    const many = await held(url, pid, MANY);
    const kib = ((many - few) * 1024) / (MANY - FEW);
    const figure = `${kib.toFixed(1)} KiB (${few.toFixed(0)} MiB with ${FEW}, ${many.toFixed(0)} MiB with ${MANY})`;
    return [{ goal: 'an open stream: at most 40 KiB', figure, met: kib <= 40 }];
  },

  async 'slow-streams'(contestants) {
    const { url, admin } = await contestants.fairlead();
    const streams = openStreams(url, CHAT, SLOW);
    await streams.begun;
    // Each reading begins the next.
    await loopDelaySeconds(admin);
    await sleep(SLOW.everyMs * 10);
    const p99Ms = (await loopDelaySeconds(admin)) * 1000;
    const whole = await streams.over;
    streams.close();
    return [
      {
        goal: `${MANY} slow streams: event loop's p99 at most 50 ms`,
        figure: `${p99Ms.toFixed(1)} ms`,
        met: p99Ms <= 50,
      },
      { goal: '… nothing lost', figure: `${whole} of ${MANY} whole`, met: whole === MANY },
    ];
  },
};

/** MiB with so many streams open, each of which has had its first token. */
async function held(url, pid, count) {
  const streams = openStreams(url, CHAT, { count, tokens: 2, everyMs: HOLD_MS });
  await streams.begun;
  await sleep(3000);
  const mib = residentMiB(pid);
  streams.close();
  await sleep(2000);
  return mib;
}

async function loopDelaySeconds(admin) {
  const text = await (await fetch(`${admin}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)[1]);
}
