import { publicNames, type PublicName } from './public-surface.js';

/** The whole public surface as text: a change of it shows in a review, and an unintended one fails a test. */
export function apiReport(): string {
  return [
    '# Public surface of the plugin SDK',
    '',
    'Written by `npm run docs` from what the package publishes. What a changed line means for the version: docs/plugins.md,',
    '"What a version promises".',
    '',
    ...section('@fairlead/plugin-sdk', publicNames('index.d.ts')),
    ...section('@fairlead/plugin-sdk/testing', publicNames('testing/index.d.ts')),
  ].join('\n');
}

function section(heading: string, names: readonly PublicName[]): string[] {
  const blocks = names.flatMap(({ name, declarations }) => [`// ${name}`, ...declarations, '']);
  return [`## ${heading}`, '', '```ts', ...blocks.slice(0, -1), '```', ''];
}
