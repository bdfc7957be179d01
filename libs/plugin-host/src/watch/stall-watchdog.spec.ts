import { setTimeout as sleep } from 'node:timers/promises';
import { foreignCode } from './foreign-code.js';
import { StallWatchdog } from './stall-watchdog.js';

/** Nothing else happens in this thread meanwhile. */
function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

it('tells of a stall by a late beat where all plugins are our own', async () => {
  foreignCode.loaded('@fairlead/plugin-openai-compatible');
  const told: { readonly durationMs: number; readonly call?: string }[] = [];
  const watchdog = new StallWatchdog(100, { stalled: (stall) => void told.push(stall) });

  await sleep(0);
  block(300);
  await sleep(50);
  await watchdog.stop();

  const longest = Math.max(...told.map(({ durationMs }) => durationMs));
  expect(longest).toBeGreaterThanOrEqual(300);
  expect(told.every(({ call }) => call === undefined)).toBe(true);
});

it('hears once of the first code of a stranger, and at once where it is there', () => {
  const heard: string[] = [];
  foreignCode.onArrival(() => heard.push('waiting'));
  foreignCode.onArrival(() => heard.push('gone'))();
  expect(heard).toEqual([]);

  foreignCode.loaded('@fairlead/plugin-gemini');
  expect(heard).toEqual([]);

  foreignCode.loaded('./plugins/acme');
  foreignCode.loaded('some-package');
  foreignCode.onArrival(() => heard.push('late'));

  expect(heard).toEqual(['waiting', 'late']);
});
