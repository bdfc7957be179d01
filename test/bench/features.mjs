// What each feature adds to a request's processor time where it is switched on, beside the same gateway without it.
//   npm run bench:features [-- --rounds 12] [--seconds 1]
import { parseArgs } from 'node:util';
import { Contestants } from './contestants.mjs';
import { runLoad } from './load.mjs';
import { interleave, loadOnce, ratio, said } from './rounds.mjs';

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string' }, seconds: { type: 'string' } },
});
const rounds = Number(flags.rounds ?? 12);
const seconds = Number(flags.seconds ?? 1);

const when = (condition) => ({ match: { when: condition } });
const FEATURES = [
  { name: 'one line of the log in a hundred', settings: { log: { sample: '1%' } } },
  { name: 'a condition on what is known anyway', route: when('request.prompt_tokens_est < 1000000') },
  { name: 'a condition on the conversation', route: when('!("tools" in request.capabilities)') },
  { name: 'affinity of the conversation', route: { affinity: { key: 'prompt_prefix', ttl: '5m' } } },
  {
    name: 'a budget',
    policy: { budgets: { day: { limit_usd: 1_000_000, per: 'day' } } },
    route: { budgets: ['day'] },
  },
  { name: 'a hedge after the slowest hundredth', route: { hedge: { after: 'p99', min_delay: '500ms' } } },
  { name: 'the strategy `least_conn` instead of `latency`', route: { strategy: 'least_conn' } },
];

const contestants = new Contestants();
try {
  await contestants.upstream();
  const targets = [await contestants.fairlead()];
  for (const feature of FEATURES) targets.push(await contestants.fairlead([], {}, feature));
  for (const { url, path } of targets) await runLoad(url, { path, connections: 32, seconds: 2 });
  const load = { connections: 32, seconds };
  const results = await interleave(targets, rounds, (target) => loadOnce(target, load));
  const plain = results.get(targets[0].name);
  console.log('| switched on | processor time of a request: median (95% interval) |\n| --- | --- |');
  for (const { name } of targets.slice(1))
    console.log(`| ${name} | × ${said(ratio(results.get(name), plain))} |`);
  for (const [name, measured] of results) {
    const failed = measured.reduce((sum, result) => sum + result.failed, 0);
    if (failed > 0) throw new Error(`${failed} requests failed: ${name}`);
  }
} finally {
  await contestants.stop();
}
