import { PROVIDER_CASES, STRATEGY_CASES } from '@fairlead/plugin-kit';

const BEGIN = '<!-- cases: written by npm run docs -->';

/** The page with every case of the kit. */
export function withCases(page: string): string {
  const head = page.includes(BEGIN) ? page.slice(0, page.indexOf(BEGIN)) : page;
  return `${head.trimEnd()}\n\n${BEGIN}\n\n${table('Providers', PROVIDER_CASES)}\n${table('Strategies', STRATEGY_CASES)}`;
}

function table(heading: string, cases: readonly { readonly code: string; readonly title: string }[]): string {
  const rows = cases.map(({ code, title }) => `| \`${code}\` | ${title} |`);
  return [`### ${heading}`, '', '| case | proves that |', '| --- | --- |', ...rows, ''].join('\n');
}
