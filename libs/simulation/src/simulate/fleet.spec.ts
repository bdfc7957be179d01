import { stageFor } from '../testing/run-text.js';
import type { Arrival } from '../stage/encounter.js';
import { Fleet } from './fleet.js';

const REPLICAS = 8;
const HOUR_MS = 3_600_000;
const INTERVAL_MS = 60_000;
const POLICY = `
version: 1
health_profiles: { often: { active: { probe: models_list, interval: 60s, jitter: 20%, when: [always] } } }
routes: [{ name: chat, match: any, health: often, targets: [a/m] }]
`;

/** When each probe of an hour without requests reaches the target. */
async function probeTimes(replicas: number, seed: number): Promise<{ sent: number; times: number[] }> {
  const times: number[] = [];
  const meet = ({ nowMs }: Arrival): { firstTokenMs: number; perTokenMs: number } => {
    times.push(nowMs);
    return { firstTokenMs: 1, perTokenMs: 1 };
  };
  const fleet = new Fleet(replicas, { stage: stageFor(POLICY), seed, script: { meet } });
  await fleet.play(HOUR_MS);
  return { sent: fleet.probes, times };
}

describe.each([1, 2, 3])('probes of eight replicas, seed %d', (seed) => {
  it('come as often as eight times those of one, and spread over the interval', async () => {
    const [one, eight] = [await probeTimes(1, seed), await probeTimes(REPLICAS, seed)];
    expect(one.sent).toBe(one.times.length);
    expect(Math.abs(one.sent - HOUR_MS / INTERVAL_MS)).toBeLessThan(5);
    expect(Math.abs(eight.sent / one.sent - REPLICAS)).toBeLessThan(1);
    const crowds = new Map<number, number>();
    for (const atMs of eight.times) {
      const second = Math.floor(atMs / 1000);
      crowds.set(second, (crowds.get(second) ?? 0) + 1);
    }
    // In step they would be eight at once, every minute.
    expect(Math.max(...crowds.values())).toBeLessThanOrEqual(REPLICAS / 2);
  });
});
