import { generatedTraffic } from '../simulate/traffic/generated-traffic.js';
import { stageFor } from '../testing/run-text.js';
import { diffAsText } from './as-text.js';
import { diff, type PolicyDiff } from './diff.js';

const routes = (...lines: string[]): string =>
  `version: 1\nroutes:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`;
const ALL = '{ name: all, match: any, targets: [{ target: alpha/m, weight: 3 }, beta/m] }';
const TEAM = '{ name: team, match: { labels: { team: team-1 } }, targets: [gamma/m] }';

function compare(before: string, after: string): Promise<PolicyDiff> {
  const traffic = generatedTraffic({ forMs: 600_000, rps: 5, mix: [{ spread: teams }] }, 1);
  return diff({ before: stageFor(before), after: stageFor(after), traffic, seed: 1 });
}

const teams = new Map([['team', { value: 4, place: { line: 1, column: 1 } }]]);

describe('a diff of two policies', () => {
  it('is empty for the same one', async () => {
    const { before, after, routes: moved, targets } = await compare(routes(ALL), routes(ALL));
    expect(after).toEqual(before);
    expect([...moved, ...targets]).toEqual([]);
  });

  it('tells which requests go by another route, and where to', async () => {
    const { before, after, routes: moved, targets } = await compare(routes(ALL), routes(TEAM, ALL));
    expect(moved).toHaveLength(1);
    const [{ from, to, requests, samples }] = moved as [PolicyDiff['routes'][number]];
    expect([from, to]).toEqual(['all', 'team']);
    expect(requests / before.requests).toBeCloseTo(0.25, 1);
    expect(samples.map(({ labels }) => labels)).toEqual(
      Array.from({ length: 3 }, () => ({ team: 'team-1' })),
    );
    expect(after.targets.find(({ id }) => id === 'gamma/m')!.answered).toBe(requests);
    expect(
      targets.filter(({ to: target }) => target === 'gamma/m').reduce((sum, move) => sum + move.requests, 0),
    ).toBe(requests);
  });

  it('tells who is refused from now on', async () => {
    const { routes: moved, after } = await compare(routes(ALL), routes(TEAM));
    expect(moved.map(({ from, to }) => [from, to])).toEqual([
      ['all', undefined],
      ['all', 'team'],
    ]);
    expect(after.successRate).toBeCloseTo(0.25, 1);
  });

  it('fits a screen', async () => {
    const text = diffAsText(await compare(routes(ALL), routes(TEAM, ALL)));
    expect(text).toMatch(/gamma\/m +0% +2\S+% +\+2\S+ points/);
    expect(text).toMatch(
      /\d+ requests go by team instead of all, for example\n {2}any, chat, 3,000 prompt tokens, team=team-1/,
    );
  });
});
