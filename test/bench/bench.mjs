// The built gateway beside a bare proxy, and, where they are installed, nginx and Portkey, in interleaved rounds.
//   npm run bench -- [--quick] [--rounds N] [--seconds S] [--with portkey] [--json] [--profile]
// Portkey is looked for in PORTKEY_DIR, else here. The goals, each with its figure: npm run bench:goals.
import { parseArgs } from 'node:util';
import { CHAT, Contestants, MESSAGES } from './contestants.mjs';
import { runLoad } from './load.mjs';
import { profile } from './profile.mjs';
import { interleave, loadOnce, median, ratio, said } from './rounds.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    with: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean' },
    profile: { type: 'boolean' },
  },
});
const rounds = Number(flags.rounds ?? (flags.quick ? 3 : 12));
const seconds = Number(flags.seconds ?? (flags.quick ? 1 : 2));
const LOADS = {
  request: { connections: 32 },
  'stream of 50 tokens': { connections: 100, tokens: 50 },
};
const contestants = new Contestants();

try {
  await contestants.upstream();
  if (flags.profile) await profile(contestants);
  else await compare();
} finally {
  await contestants.stop();
}

async function compare() {
  const fairlead = await contestants.fairlead();
  const targets = [
    await contestants.base(),
    fairlead,
    { ...fairlead, name: 'fairlead, translating', path: MESSAGES },
  ];
  const nginx = await contestants.nginx();
  if (nginx) targets.push(nginx);
  if (flags.with.includes('portkey'))
    targets.push(await contestants.portkey(process.env.PORTKEY_DIR ?? process.cwd()));
  for (const { url, path, headers } of targets)
    await runLoad(url, { connections: 32, seconds: flags.quick ? 3 : 15, path, headers });
  const table = {};
  for (const [name, load] of Object.entries(LOADS))
    table[name] = await interleave(targets, rounds, (target) => loadOnce(target, { ...load, seconds }));
  report(table);
}

function report(table) {
  const entries = Object.entries(table);
  if (flags.json)
    return console.log(
      JSON.stringify(Object.fromEntries(entries.map(([name, of]) => [name, Object.fromEntries(of)]))),
    );
  for (const [name, results] of entries) {
    const base = results.get('base');
    console.log(
      `\n${name}: ${LOADS[name].connections} connections, ${rounds} rounds of ${seconds} s, medians\n`,
    );
    console.log('| | requests/s | CPU µs | × base | p50 ms | p99 ms | peak MiB | failed |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const [target, runs] of results) {
      const of = (key) => median(runs.map((run) => run[key]));
      const cells = [
        Math.round(of('rps')),
        Math.round(of('cpu')),
        said(ratio(runs, base)),
        of('p50').toFixed(1),
        of('p99').toFixed(1),
        Math.round(Math.max(...runs.map(({ rss }) => rss))),
        runs.reduce((sum, { failed }) => sum + failed, 0),
      ];
      console.log(`| ${target} | ${cells.join(' | ')} |`);
    }
  }
  const times = (name, target) => ratio(table[name].get(target), table[name].get('base')).median.toFixed(2);
  const [request, stream] = Object.keys(LOADS);
  console.log(
    `\nFairlead costs ${times(request, 'fairlead')} × the CPU of a bare proxy per ${request} (${CHAT}), ` +
      `${times(request, 'fairlead, translating')} × where it translates, and ${times(stream, 'fairlead')} × per ${stream}.`,
  );
}
