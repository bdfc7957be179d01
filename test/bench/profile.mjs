// Where the time goes at saturation: a CPU profile of the gateway, its share by layer, and its own functions by themselves.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runLoad } from './load.mjs';

const WARM_UP_SECONDS = 10;
const SECONDS = 10;
/** Above this, a function of ours is worth a look; reading and writing are the system's. */
const NOTABLE_PERCENT = 3;

export async function profile(contestants) {
  const folder = join(process.cwd(), 'bench-profile');
  const options = ['--cpu-prof', '--cpu-prof-interval=500', `--cpu-prof-dir=${folder}`];
  const fairlead = await contestants.fairlead(options);
  await runLoad(fairlead.url, { connections: 32, seconds: WARM_UP_SECONDS + SECONDS, path: fairlead.path });
  await contestants.stop();
  // Each thread has one; the main thread's number is 0.
  const name = readdirSync(folder).find((file) => file.includes(`.${fairlead.pid}.0.`));
  const recorded = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  print(selfTimes(recorded));
  console.log(`\nThe whole profile, for the performance panel of a browser: ${join(folder, name)}`);
}

/** By call frame, µs, of the last seconds before the callers went. */
function selfTimes({ nodes, samples, timeDeltas, endTime }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map();
  let at = endTime - timeDeltas.reduce((sum, delta) => sum + delta, 0);
  samples.forEach((id, index) => {
    at += timeDeltas[index];
    const { functionName, url, lineNumber } = frames.get(id);
    if (at < endTime - (SECONDS + 1) * 1e6 || functionName === '(idle)') return;
    const key = `${functionName || '(anonymous)'} ${url}:${lineNumber + 1}`;
    const known = times.get(key) ?? { name: functionName || '(anonymous)', url, micros: 0 };
    known.micros += timeDeltas[index];
    times.set(key, known);
  });
  return [...times.values()];
}

function print(times) {
  const total = times.reduce((sum, { micros }) => sum + micros, 0);
  const percent = (micros) => ((100 * micros) / total).toFixed(1).padStart(5);
  const layers = new Map();
  for (const { name, url, micros } of times) {
    const layer = layerOf(url, name);
    layers.set(layer, (layers.get(layer) ?? 0) + micros);
  }
  console.log('by layer, % of the time that was not idle\n');
  for (const [layer, micros] of [...layers].sort((a, b) => b[1] - a[1]).slice(0, 20))
    console.log(`${percent(micros)}  ${layer}`);
  console.log('\nfunctions of ours, by themselves\n');
  const ours = times.filter(
    ({ url }) => /\/(?:libs|apps|plugins)\//.test(url) && !url.includes('node_modules'),
  );
  for (const { name, url, micros } of ours.sort((a, b) => b.micros - a.micros).slice(0, 12)) {
    const mark = (100 * micros) / total > NOTABLE_PERCENT ? `  over ${NOTABLE_PERCENT}%` : '';
    console.log(`${percent(micros)}  ${name} ${url.replace(/^.*\/(?=(?:libs|apps|plugins)\/)/, '')}${mark}`);
  }
}

function layerOf(url, name) {
  const ours = /\/((?:libs|apps|plugins)\/[^/]+)\/dist\//.exec(url);
  if (ours && !url.includes('node_modules')) return ours[1];
  const theirs = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (theirs) return theirs[1];
  return url.startsWith('node:') ? 'Node' : name;
}
