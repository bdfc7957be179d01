import { COMMANDS, type Command } from '@fairlead/cli';

const BEGIN = '<!-- commands: written by npm run docs -->';

/** The page with what each command says of itself. */
export function withCommands(page: string): string {
  const head = page.includes(BEGIN) ? page.slice(0, page.indexOf(BEGIN)) : page;
  return `${head.trimEnd()}\n\n${BEGIN}\n\n${COMMANDS.map(section).join('\n')}`;
}

function section({ name, summary, usage, help }: Command): string {
  const rows = help.map(([flag, meaning]) => `| ${cell(`\`${flag}\``)} | ${cell(meaning)} |`);
  const table = rows.length > 0 ? ['| option | meaning |', '| --- | --- |', ...rows, ''] : [];
  return [
    `## \`fairlead ${name}\``,
    '',
    summary,
    '',
    '```sh',
    `fairlead ${name} ${usage}`,
    '```',
    '',
    ...table,
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
