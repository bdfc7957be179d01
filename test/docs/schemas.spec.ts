import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { JsonSchema } from '@fairlead/plugin-sdk';
import { builtInSchemas } from './built-in-schemas.js';
import { itKeepsFresh } from './keep-fresh.js';
import { policiesReference } from './policies-reference.js';

const { policy, configuration } = await builtInSchemas();

describe('the schemas for editors', () => {
  itKeepsFresh('config/schema/policy.schema.json', () => JSON.stringify(policy));
  itKeepsFresh('config/schema/fairlead.schema.json', () => JSON.stringify(configuration));

  itKeepsFresh('docs/policies-reference.md', () => policiesReference(policy));

  it.each([
    'fairlead.yaml',
    'policy.yaml',
    'production.yaml',
    'production.policy.yaml',
    'examples/continue-streams.yaml',
  ])('are found from config/%s', (file) => {
    const path = resolve(import.meta.dirname, '../../config', file);
    const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8'))!;
    expect(existsSync(resolve(dirname(path), schema!))).toBe(true);
  });

  it('give an example of every value that is not a map', () => {
    const rows = policiesReference(policy)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const bare = rows
      .map((line) => line.split(' | '))
      .filter(([, type, , , example]) => !example && !/map|\(#/.test(type!));
    expect(rows.length).toBeGreaterThan(100);
    expect(bare.map(([key]) => key)).toEqual([]);
  });

  it.each([
    ['policy', policy],
    ['configuration', configuration],
  ])('say of every key of the %s what it is for and what it takes', (_which, root) => {
    const keys = keysOf(root, '');
    expect(keys.length).toBeGreaterThan(50);
    const kinds = ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf'];
    const silent = keys.filter(
      ([, schema]) => !/^\S.*\.$/s.test(schema.description ?? '') || !kinds.some((word) => word in schema),
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });
});

/** Every key of every map in the schema, with its path. */
function keysOf(schema: JsonSchema, path: string): [string, JsonSchema][] {
  const { properties = {}, $defs = {}, anyOf = [], oneOf = [], items, additionalProperties: values } = schema;
  const own = Object.entries(properties);
  return [
    ...own.map(([key, property]): [string, JsonSchema] => [`${path}.${key}`, property]),
    ...own.flatMap(([key, property]) => keysOf(property, `${path}.${key}`)),
    ...Object.entries($defs).flatMap(([name, definition]) => keysOf(definition, `${path}#${name}`)),
    ...[...anyOf, ...oneOf].flatMap((form) => keysOf(form, path)),
    ...(items ? keysOf(items, `${path}[]`) : []),
    ...(typeof values === 'object' ? keysOf(values, `${path}.*`) : []),
  ];
}
