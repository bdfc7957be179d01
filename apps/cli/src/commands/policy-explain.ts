import { CAPABILITIES, ENDPOINTS, FAULT_CLASSES } from '@fairlead/plugin-sdk';
import { Findings, type Problem } from '@fairlead/policy';
import {
  explainDecided,
  explainRequest,
  explanationAsText,
  PLAIN_REQUEST,
  readRequestFile,
  readStateFile,
  type Explanation,
  type GivenState,
  type RehearsalProblemCode,
  type RehearsedRequest,
  type Stage,
} from '@fairlead/simulation';
import { UsageError, type Command, type ExitCode, type Flags, type Invocation } from '../command.js';
import { numberFlag, pairFlags, textFlag, textFlags, wordFlag, wordFlags } from '../flags.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate, type Estate } from '../input/estate.js';
import { readNamedFile } from '../input/files.js';
import { readDecision } from '../input/recorded-decision.js';
import { stageFor } from '../input/stage.js';
import { printProblems } from '../output/problems.js';

const USUAL_ADMIN = 'http://127.0.0.1:9090';

export const policyExplain: Command = {
  name: 'policy explain',
  summary:
    'Says where a request would go and why: routes, candidates and scores, order of attempts, cost, lines.',
  usage: '[FILE] [options]',
  help: [
    ...ESTATE_HELP,
    ['--model NAME', 'what the caller asks for'],
    ['--endpoint NAME', 'chat (default), embeddings, completions, …'],
    ['--label NAME=VALUE', 'x-fairlead-label-NAME; may be repeated'],
    ['--header NAME=VALUE', 'another request header; may be repeated'],
    ['--capability NAME', 'what the request needs: tools, vision, …; may be repeated'],
    ['--prompt-tokens N', `size of the prompt (${PLAIN_REQUEST.promptTokens})`],
    ['--max-output-tokens N', "the caller's own limit"],
    ['--whole', 'the answer is not streamed'],
    ['--request FILE', 'the same as YAML or JSON; flags go before it'],
    ['--state FILE', 'how targets are: state, quota, in flight, measured times (YAML or JSON)'],
    ['--ejected TARGET', 'this one is out of service; may be repeated'],
    ['--failing CLASS', 'what every attempt comes to, so that the next one shows (overloaded)'],
    ['--seed N', 'every draw comes from it (1)'],
    ['--decision ID', 'a request that a running gateway has decided'],
    [
      '--admin URL',
      `that gateway's admin listener (FAIRLEAD_ADMIN_URL, ${USUAL_ADMIN}; token: FAIRLEAD_ADMIN_TOKEN)`,
    ],
  ],
  options: {
    ...ESTATE_OPTIONS,
    model: { type: 'string' },
    endpoint: { type: 'string' },
    label: { type: 'string', multiple: true },
    header: { type: 'string', multiple: true },
    capability: { type: 'string', multiple: true },
    'prompt-tokens': { type: 'string' },
    'max-output-tokens': { type: 'string' },
    whole: { type: 'boolean' },
    request: { type: 'string' },
    state: { type: 'string' },
    ejected: { type: 'string', multiple: true },
    failing: { type: 'string' },
    seed: { type: 'string' },
    decision: { type: 'string' },
    admin: { type: 'string' },
  },
  takes: { min: 0, max: 1 },
  run: explain,
};

async function explain(invocation: Invocation): Promise<ExitCode> {
  const { arguments: files, json, terminal } = invocation;
  const estate = await readEstate(invocation, files[0]);
  const problems: Problem[] = [...estate.problems];
  const stage = stageFor(estate, new Date());
  const explanation = stage && (await explanationOf(invocation, stage, estate, problems));
  if (explanation === undefined) {
    if (json) terminal.print(JSON.stringify({ problems }, undefined, 2));
    else printProblems(problems, terminal);
    return 1;
  }
  terminal.print(json ? JSON.stringify(explanation, undefined, 2) : explanationAsText(explanation).trimEnd());
  return explanation.route === undefined ? 1 : 0;
}

async function explanationOf(
  { flags, terminal: { env } }: Invocation,
  stage: Stage,
  { sources }: Estate,
  problems: Problem[],
): Promise<Explanation | undefined> {
  const id = textFlag(flags, 'decision');
  if (id !== undefined) {
    const admin = textFlag(flags, 'admin') ?? env['FAIRLEAD_ADMIN_URL'] ?? USUAL_ADMIN;
    const decided = await readDecision(admin, id, env['FAIRLEAD_ADMIN_TOKEN']);
    return explainDecided({ stage, decided, sources });
  }
  const request = requestOf(flags, problems);
  const state = request && stateOf(flags, stage, problems);
  const failing = wordFlag(flags, 'failing', FAULT_CLASSES);
  const seed = numberFlag(flags, 'seed');
  return (
    request && state && explainRequest({ stage, request, state, seed, failing, sources, start: new Date() })
  );
}

/** The file's facts, with those of the flags over them. */
function requestOf(flags: Flags, problems: Problem[]): RehearsedRequest | undefined {
  const file = textFlag(flags, 'request');
  const findings = new Findings<RehearsalProblemCode>(file ?? 'request');
  const base = file === undefined ? PLAIN_REQUEST : readRequestFile(readNamedFile(file), findings);
  problems.push(...findings.problems());
  if (base === undefined || findings.failed) return undefined;
  const capabilities = wordFlags(flags, 'capability', CAPABILITIES);
  const maxOutputTokens = numberFlag(flags, 'max-output-tokens');
  return {
    ...base,
    model: textFlag(flags, 'model') ?? base.model,
    operation: wordFlag(flags, 'endpoint', ENDPOINTS) ?? base.operation,
    stream: flags['whole'] === true ? false : base.stream,
    promptTokens: numberFlag(flags, 'prompt-tokens') ?? base.promptTokens,
    capabilities: capabilities.length > 0 ? capabilities : base.capabilities,
    labels: { ...base.labels, ...pairFlags(flags, 'label') },
    headers: { ...base.headers, ...lowerCased(pairFlags(flags, 'header')) },
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
  };
}

function stateOf(flags: Flags, stage: Stage, problems: Problem[]): GivenState | undefined {
  const file = textFlag(flags, 'state');
  const findings = new Findings<RehearsalProblemCode>(file ?? 'state');
  const state = file === undefined ? {} : readStateFile(readNamedFile(file), stage, findings);
  problems.push(...findings.problems());
  if (state === undefined || findings.failed) return undefined;
  const ejected = textFlags(flags, 'ejected');
  const unknown = ejected.find((id) => !stage.targets.has(id));
  if (unknown !== undefined)
    throw new UsageError(`--ejected ${unknown}: known: ${[...stage.targets.keys()].join(', ')}`);
  return {
    ...state,
    ...Object.fromEntries(ejected.map((id) => [id, { ...state[id], state: 'ejected' as const }])),
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
