import { Findings, type Problem } from '@fairlead/policy';
import {
  meteredRoi,
  mixOf,
  parseTokenCount,
  readMetrics,
  readRoiFile,
  roi as compare,
  roiAsText,
  simulate,
  UnknownPriceError,
  type MixPart,
  type PriceSources,
  type RehearsalProblemCode,
  type RoiFile,
  type RoiReport,
} from '@fairlead/simulation';
import { UsageError, type Command, type ExitCode, type Flags, type Invocation } from '../command.js';
import { numberFlag, pairFlags, textFlag } from '../flags.js';
import { readEstate, type Estate } from '../input/estate.js';
import { readNamedFile } from '../input/files.js';
import { readSending, readSimulation, SIMULATION_OPTIONS } from '../input/simulation.js';
import { stageFor } from '../input/stage.js';
import { printProblems } from '../output/problems.js';

const USUAL_DAYS = 30;

export const roi: Command = {
  name: 'roi',
  summary:
    'What a month of tokens costs now, and what it would cost with a mix of providers or with a policy.',
  usage: '[QUESTION.yaml] [options]',
  help: [
    ['--input TOKENS', 'prompt tokens a month: 650M'],
    ['--output TOKENS', 'tokens of answers a month: 130M'],
    ['--cache-read SHARE', 'part of the prompt tokens that is read from a cache: 0.3'],
    ['--present TARGET', 'who has all of it now: provider/model'],
    ['--mix TARGET=SHARE', 'who shall have it: acme/small=70%; may be repeated, 100% in all'],
    ['--policy FILE', 'a policy instead of a mix: who gets what is simulated'],
    ['--metrics FILE|URL', "the gateway's own /metrics instead: what it really sent where"],
    ['--days N', `how many days the metrics count (${USUAL_DAYS})`],
    ['--config FILE', 'configuration of the gateway, for its prices'],
    ['--traffic FILE, --world FILE, --seed N', 'for --policy, as in policy simulate'],
  ],
  options: {
    ...SIMULATION_OPTIONS,
    input: { type: 'string' },
    output: { type: 'string' },
    'cache-read': { type: 'string' },
    present: { type: 'string' },
    mix: { type: 'string', multiple: true },
    policy: { type: 'string' },
    metrics: { type: 'string' },
    days: { type: 'string' },
    config: { type: 'string' },
  },
  takes: { min: 0, max: 1 },
  run,
};

async function run(invocation: Invocation): Promise<ExitCode> {
  const { json, terminal } = invocation;
  const problems: Problem[] = [];
  try {
    const report = await answer(invocation, problems);
    if (!json) printProblems(problems, terminal);
    if (report === undefined) {
      if (json) terminal.print(JSON.stringify({ problems }, undefined, 2));
      return 1;
    }
    terminal.print(json ? JSON.stringify(report, undefined, 2) : roiAsText(report));
    return 0;
  } catch (error) {
    if (error instanceof UnknownPriceError) throw new UsageError(error.message);
    throw error;
  }
}

async function answer(invocation: Invocation, problems: Problem[]): Promise<RoiReport | undefined> {
  const { flags } = invocation;
  const question = readQuestion(invocation, problems);
  const estate = await estateOf(invocation);
  problems.push(...(estate?.problems ?? []));
  const targets = estate?.deployment?.targets;
  const sources: PriceSources = {
    date: new Date(),
    ...(question && { given: question.given }),
    ...(targets && { known: (target: string) => targets.get(target)?.price }),
  };
  const metrics = textFlag(flags, 'metrics');
  if (metrics !== undefined) {
    const present = question?.present ?? required(flags, 'present');
    const days = numberFlag(flags, 'days', 0.001) ?? USUAL_DAYS;
    return meteredRoi({ metered: readMetrics(await readMetricsText(metrics)), days, present, sources });
  }
  if (question === undefined) return undefined;
  const mix = question.mix ?? (estate && (await mixOfPolicy(flags, estate, problems)));
  return mix && compare({ monthly: question.monthly, present: question.present, mix, sources });
}

/** The question in a file, or on the command line; undefined where the metrics answer it, or after its problems. */
function readQuestion({ arguments: files, flags }: Invocation, problems: Problem[]): RoiFile | undefined {
  const [file] = files;
  if (file !== undefined) {
    const findings = new Findings<RehearsalProblemCode>(file);
    const question = readRoiFile(readNamedFile(file), findings);
    problems.push(...findings.problems());
    return findings.failed ? undefined : question;
  }
  if (textFlag(flags, 'metrics') !== undefined) return undefined;
  const inputTokens = tokens(flags, 'input');
  const share = numberFlag(flags, 'cache-read') ?? 0;
  if (share > 1) throw new UsageError(`--cache-read ${share}: expected a fraction such as 0.3`);
  const mix = mixOfFlags(flags);
  if (mix === undefined && textFlag(flags, 'policy') === undefined)
    throw new UsageError('say who shall have it: --mix TARGET=SHARE, --policy FILE or --metrics FILE');
  return {
    monthly: { inputTokens, outputTokens: tokens(flags, 'output'), cacheReadTokens: inputTokens * share },
    present: required(flags, 'present'),
    ...(mix && { mix }),
    given: new Map(),
  };
}

function mixOfFlags(flags: Flags): MixPart[] | undefined {
  const parts = Object.entries(pairFlags(flags, 'mix')).map(([target, text]) => {
    const percent = /^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1];
    if (percent === undefined) throw new UsageError(`--mix ${target}=${text}: expected a share such as 70%`);
    return { target, share: Number(percent) / 100 };
  });
  const total = parts.reduce((sum, { share }) => sum + share, 0);
  if (parts.length > 0 && Math.abs(total - 1) > 1e-9)
    throw new UsageError(`the shares of --mix come to ${+(total * 100).toFixed(2)}%, not 100%`);
  return parts.length > 0 ? parts : undefined;
}

async function mixOfPolicy(
  flags: Flags,
  estate: Estate,
  problems: Problem[],
): Promise<MixPart[] | undefined> {
  const sending = readSending(flags, problems);
  const stage = sending && stageFor(estate, sending.traffic.start ?? new Date());
  const simulation = stage && readSimulation(flags, stage, sending, problems);
  return simulation && mixOf(await simulate(simulation));
}

async function estateOf(invocation: Invocation): Promise<Estate | undefined> {
  const policy = textFlag(invocation.flags, 'policy');
  const config = textFlag(invocation.flags, 'config');
  return policy === undefined && config === undefined ? undefined : readEstate(invocation, policy);
}

async function readMetricsText(source: string): Promise<string> {
  if (!/^https?:/.test(source)) return readNamedFile(source);
  try {
    const reply = await fetch(source);
    if (reply.ok) return await reply.text();
    throw new UsageError(`${source} answered ${reply.status}`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${source} (${String((error as Error).cause ?? error)})`);
  }
}

function tokens(flags: Flags, name: string): number {
  const text = required(flags, name);
  const count = parseTokenCount(text);
  if (count === undefined) throw new UsageError(`--${name} ${text}: expected a count of tokens such as 650M`);
  return count;
}

function required(flags: Flags, name: string): string {
  const text = textFlag(flags, name);
  if (text === undefined) throw new UsageError(`--${name} is missing`);
  return text;
}
