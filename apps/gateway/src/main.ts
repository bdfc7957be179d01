import 'reflect-metadata';
import { formatProblem, type Problem } from '@fairlead/policy';
import { banner } from './banner.js';
import { ConfigurationError, SourceFiles } from '@fairlead/configuration';
import { readCommandLine, USAGE, type CommandLine } from './command-line.js';
import { describe } from './describe-error.js';
import { drainOnSignal } from './drain.js';
import { readConfiguration } from './runtime/configuration-source.js';
import { startGateway } from './start-gateway.js';
import { takeSeat } from './workers/seat.js';

/** Exit codes: 0 fine, 1 a finding in the configuration or a failed start, 2 usage. */
async function main(): Promise<number | undefined> {
  const command = readArguments();
  if (command === undefined) return 2;
  if (command.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    const seat = takeSeat(process.env);
    const source = { overrides: command, env: process.env };
    const settings = readConfiguration(source, new SourceFiles());
    const serves = seat === undefined && !command.check && !settings.findings.failed;
    if (serves && settings.workers > 1) {
      const { serveWithWorkers } = await import('./workers/serve-with-workers.js');
      return await serveWithWorkers(settings, command);
    }
    const gateway = await startGateway(source, settings, { listen: !command.check, seat });
    if (seat?.isFirst !== false) reportProblems(gateway.warnings);
    if (gateway.urls === undefined) {
      process.stdout.write(`${command.config}: configuration, plugins and policy are fine.\n`);
      await gateway.close();
      return 0;
    }
    const { runtime, urls } = gateway;
    const facts = { policy: runtime.generation.plan.version, seed: runtime.seed };
    if (seat !== undefined) {
      runtime.logger.info({ pid: process.pid, ...facts }, 'worker listening');
      const { workForPrimary } = await import('./workers/work.js');
      workForPrimary(gateway, urls);
      return undefined;
    }
    drainOnSignal(gateway);
    runtime.logger.info({ ...urls, ...facts }, 'listening');
    runtime.logger.flush();
    if (process.stdout.isTTY) process.stdout.write(banner(runtime, urls.api, urls.admin));
    else if (command.banner) process.stderr.write(banner(runtime, urls.api, urls.admin));
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return reportProblems(error.problems);
    process.stderr.write(`fairlead could not start: ${describe(error)}\n`);
    return 1;
  }
}

function readArguments(): CommandLine | undefined {
  try {
    return readCommandLine(process.argv.slice(2), process.env);
  } catch (error) {
    process.stderr.write(`${describe(error)}\n\n${USAGE}`);
    return undefined;
  }
}

function reportProblems(problems: readonly Problem[]): number {
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

const code = await main();
if (code !== undefined) process.exit(code);
