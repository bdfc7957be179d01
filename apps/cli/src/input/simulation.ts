import { Findings, type Problem } from '@fairlead/policy';
import {
  baselineOf,
  generatedTraffic,
  readTrafficFile,
  readWorldFile,
  RecordedLineError,
  recordedTraffic,
  type RehearsalProblemCode,
  type Simulation,
  type Stage,
  type Traffic,
} from '@fairlead/simulation';
import { UsageError, type Flags } from '../command.js';
import { numberFlag, textFlag } from '../flags.js';
import { stillClock } from '../still-clock.js';
import { readNamedFile } from './files.js';

/** An hour of it tells the shares; a file tells more. */
const USUAL_TRAFFIC = 'for: 1h';
const USUAL_SEED = 1;

export const SIMULATION_OPTIONS = {
  traffic: { type: 'string' },
  world: { type: 'string' },
  baseline: { type: 'string' },
  seed: { type: 'string' },
} as const;

export const SIMULATION_HELP = [
  [
    '--traffic FILE',
    'a description (YAML), or a record with a JSON object on each line (.jsonl); default: an hour',
  ],
  ['--world FILE', 'how targets behave: times, failures, limits, prices (YAML)'],
  ['--baseline TARGET', 'what everything is compared with: provider/model'],
  ['--seed N', `every draw comes from it (${USUAL_SEED})`],
] as const;

/** What is sent, and from which seed. */
export interface Sending {
  readonly traffic: Traffic;
  readonly seed: number;
}

/**
 * The traffic that the command line names; undefined after collecting what is wrong with it.
 *
 * @throws UsageError
 */
export function readSending(flags: Flags, problems: Problem[]): Sending | undefined {
  const seed = numberFlag(flags, 'seed') ?? USUAL_SEED;
  const file = textFlag(flags, 'traffic');
  const text = file === undefined ? USUAL_TRAFFIC : readNamedFile(file);
  if (file?.endsWith('.jsonl')) return { traffic: record(file, text), seed };
  const findings = new Findings<RehearsalProblemCode>(file ?? 'traffic');
  const syntax = readTrafficFile(text, findings);
  problems.push(...findings.problems());
  return syntax === undefined || findings.failed
    ? undefined
    : { traffic: generatedTraffic(syntax, seed), seed };
}

/** The rest of a simulation, for one stage; undefined after collecting what is wrong. */
export function readSimulation(
  flags: Flags,
  stage: Stage,
  sending: Sending,
  problems: Problem[],
): Simulation | undefined {
  const target = textFlag(flags, 'baseline');
  const at = sending.traffic.start ?? new Date();
  const baseline = target === undefined ? undefined : baselineOf(target, stage, stillClock(at));
  if (target !== undefined && baseline === undefined)
    throw new UsageError(`--baseline ${target}: its price is not known`);
  const file = textFlag(flags, 'world');
  const findings = new Findings<RehearsalProblemCode>(file ?? 'world');
  const world = file === undefined ? {} : readWorldFile(readNamedFile(file), stage, findings);
  problems.push(...findings.problems());
  if (world === undefined || findings.failed) return undefined;
  return { stage, world, ...sending, ...(baseline && { baseline }) };
}

function record(file: string, text: string): Traffic {
  try {
    return recordedTraffic(text.split('\n'));
  } catch (error) {
    if (error instanceof RecordedLineError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
