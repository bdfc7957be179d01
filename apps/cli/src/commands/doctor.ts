import { styleText } from 'node:util';
import { didYouMean } from '@fairlead/plugin-sdk';
import { namedTargets, type Deployment } from '@fairlead/configuration';
import { HttpTransport, systemClock } from '@fairlead/plugin-host';
import { UsageError, type Command, type ExitCode, type Invocation, type Terminal } from '../command.js';
import { examine, type Patient } from '../doctor/examine.js';
import type { Finding, Level } from '../doctor/finding.js';
import { durationFlag } from '../flags.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { isError, printProblems } from '../output/problems.js';

const TIMEOUT_MS = 5_000;

export const doctor: Command = {
  name: 'doctor',
  summary: 'Looks for what keeps providers from answering: key, network, certificate, models, quota.',
  usage: '[PROVIDER…] [options]',
  help: [...ESTATE_HELP, ['--timeout DURATION', 'for each step (5s)']],
  options: { ...ESTATE_OPTIONS, timeout: { type: 'string' } },
  takes: { min: 0, max: Infinity },
  run: diagnose,
};

interface Report {
  readonly provider: string;
  readonly home?: string;
  readonly findings: readonly Finding[];
}

async function diagnose(invocation: Invocation): Promise<ExitCode> {
  const { arguments: named, flags, json, terminal } = invocation;
  const timeoutMs = durationFlag(flags, 'timeout') ?? TIMEOUT_MS;
  const transport = new HttpTransport({ env: terminal.env, connectTimeoutMs: timeoutMs });
  try {
    const { deployment, problems } = await readEstate(invocation, undefined, {
      tools: { transport, clock: systemClock },
    });
    if (deployment === undefined) {
      printProblems(problems.filter(isError), terminal);
      terminal.complain('fairlead doctor: correct the files first');
      return 1;
    }
    const patients = choose(deployment, named);
    const reports = await Promise.all(
      patients.map(async (patient): Promise<Report> => {
        const { name, home } = patient.instance;
        const findings = await examine(patient, timeoutMs);
        return { provider: name, ...(home && { home: home.origin }), findings };
      }),
    );
    if (json) terminal.print(JSON.stringify({ providers: reports }, undefined, 2));
    else for (const report of reports) print(report, terminal);
    return reports.some(({ findings }) => findings.some(({ level }) => level === 'problem')) ? 1 : 0;
  } finally {
    await transport.destroy();
  }
}

/** @throws UsageError for a provider that is not configured */
function choose({ instances, plan }: Deployment, named: readonly string[]): Patient[] {
  const names = [...instances.keys()];
  const unknown = named.find((name) => !instances.has(name));
  if (unknown !== undefined) {
    const near = didYouMean(unknown, names);
    const hint = near === undefined ? `configured: ${names.join(', ')}` : `did you mean "${near}"?`;
    throw new UsageError(`there is no provider "${unknown}"; ${hint}`);
  }
  const chosen = named.length > 0 ? [...new Set(named)] : names;
  return chosen.map((name) => {
    const instance = instances.get(name)!;
    const asked = namedTargets(plan).filter(({ provider }) => provider === name);
    return { instance, models: [...new Set(asked.map(({ model }) => instance.wireModel(model)))] };
  });
}

const MARKS: Readonly<Record<Level, readonly [mark: string, colour: 'green' | 'yellow' | 'red' | 'dim']>> = {
  ok: ['ok', 'green'],
  warning: ['warning', 'yellow'],
  problem: ['problem', 'red'],
  skipped: ['–', 'dim'],
};

function print({ provider, home, findings }: Report, terminal: Terminal): void {
  terminal.print(`${provider}${home === undefined ? '' : ` (${home})`}`);
  for (const { check, level, said, todo } of findings) {
    const [mark, colour] = MARKS[level];
    const padded = mark.padEnd(8);
    terminal.print(`  ${terminal.colour ? styleText(colour, padded) : padded} ${check.padEnd(11)} ${said}`);
    if (todo !== undefined) terminal.print(`${' '.repeat(23)}→ ${todo}`);
  }
  terminal.print('');
}
