import { stageFor } from '../../testing/run-text.js';
import { simulate } from '../simulate.js';
import { generatedTraffic } from '../traffic/generated-traffic.js';
import { simulationAsHtml } from './as-html.js';

const POLICY = `
version: 1
routes: [{ name: chat, match: any, targets: [alpha/m, 'beta/<m>'] }]
`;
const NOON = { place: { line: 1, column: 1 } };

async function page(): Promise<string> {
  const down = { windows: [{ fromMs: 60_000, forMs: 120_000, outcome: 'connect_error' as const }] };
  const world = { targets: new Map([['alpha/m', { value: down, ...NOON }]]) };
  const traffic = generatedTraffic({ forMs: 600_000, rps: 5 }, 1);
  return simulationAsHtml(await simulate({ stage: stageFor(POLICY), traffic, world, seed: 1 }));
}

describe('the page of a simulation', () => {
  it('needs nothing but itself', async () => {
    const html = await page();
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:/i);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('shows every chart, and what a policy names only as text', async () => {
    const html = await page();
    for (const heading of [
      'Who answered',
      'Time to the first token',
      'Out of service',
      'Spend',
      'Targets',
      'Routes',
    ])
      expect(html).toContain(`<h2>${heading}`);
    expect(html).toContain('beta/&lt;m&gt;');
    expect(html).not.toContain('<m>');
    expect(html.match(/<svg /g)).toHaveLength(4);
  });

  it('is well formed, with numbers where numbers belong', async () => {
    const html = await page();
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    const open = [...html.matchAll(/<(svg|table|ul|dl|li|tr|td|th|div|text|title|style|h2)\b/g)].length;
    const closed = [...html.matchAll(/<\/(svg|table|ul|dl|li|tr|td|th|div|text|title|style|h2)>/g)].length;
    expect(closed).toBe(open);
  });
});
