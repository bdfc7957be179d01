import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { asBadge, asText, checkPlugin } from '@fairlead/plugin-kit';
import type { Command, ExitCode, Invocation } from '../command.js';
import { textFlag } from '../flags.js';

export const pluginCheck: Command = {
  name: 'plugin check',
  summary: 'Proves a plugin: every case of the kit, against the real host and engine, over loopback.',
  usage: 'PATH|PACKAGE [options]',
  help: [
    ['--only CODE', 'this case, or those whose code begins so, such as provider.stream'],
    ['--badge FILE', 'write a small picture of the result (SVG)'],
  ],
  options: { only: { type: 'string' }, badge: { type: 'string' } },
  takes: { min: 1, max: 1 },
  run: check,
};

async function check({ arguments: [named], flags, json, terminal }: Invocation): Promise<ExitCode> {
  // A configuration tells paths from packages by their first character; a shell completes them without one.
  const reference = existsSync(named!) ? resolve(named!) : named!;
  const report = await checkPlugin(reference, { only: textFlag(flags, 'only') ?? '' });
  terminal.print(json ? JSON.stringify(report, undefined, 2) : asText(report));
  const badge = textFlag(flags, 'badge');
  if (badge !== undefined) writeFileSync(badge, asBadge(report));
  return report.passed ? 0 : 1;
}
