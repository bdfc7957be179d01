// Every goal with its figure, its spread and whether it is met. Takes some ten minutes; one goal at a time with --only.
//   npm run bench:goals -- [--only NAME[,NAME]] [--rounds 12] [--seconds 1] [--with portkey] [--json]
import { parseArgs } from 'node:util';
import { Contestants } from './contestants.mjs';
import { LOAD_GOALS } from './goals/load.mjs';
import { MEMORY_GOALS } from './goals/memory.mjs';
import { OTHER_GOALS } from './goals/others.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '1' },
    with: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean' },
  },
});
const GOALS = { ...LOAD_GOALS, ...MEMORY_GOALS, ...OTHER_GOALS };
const names = flags.only?.split(',') ?? Object.keys(GOALS);
const unknown = names.find((name) => GOALS[name] === undefined);
if (unknown !== undefined) {
  console.error(`no goal "${unknown}"; there are: ${Object.keys(GOALS).join(', ')}`);
  process.exit(2);
}
const settings = { rounds: Number(flags.rounds), seconds: Number(flags.seconds), with: flags.with };
const found = [];
if (!flags.json) console.log('| | goal | measured: median (95% interval) | |\n| --- | --- | --- | --- |');
for (const name of names) {
  for (const { goal, figure, met } of await measured(GOALS[name])) {
    found.push({ name, goal, figure, met });
    const verdict = met === undefined ? 'not measured' : met ? 'met' : '**missed**';
    if (!flags.json) console.log(`| \`${name}\` | ${goal} | ${figure} | ${verdict} |`);
  }
}
if (flags.json) console.log(JSON.stringify(found, null, 2));

/** Each with processes of its own: what one leaves behind is none of the next one's. */
async function measured(goal) {
  const contestants = new Contestants();
  try {
    await contestants.upstream();
    return await goal(contestants, settings);
  } finally {
    await contestants.stop();
  }
}
