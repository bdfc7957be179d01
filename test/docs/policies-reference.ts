import type { JsonSchema } from '@fairlead/plugin-sdk';
import { sectionsOf, type Definitions, type Section } from './reference-sections.js';
import { code, definitionName, exampleOf, typeOf, unitOf, type Reading } from './reference-types.js';

const INTRODUCTION = `# The policy language, key by key

<!-- Written by \`npm run docs\` from the schema of the language: change the words in libs/policy/src/syntax. -->

Every key with its type, its default, the unit it is written in and an example. [policies.md](policies.md) is the tutorial,
[policy.md](policy.md) tells the rules of the language. A key without a default may be left out unless it is required;
what stands for it then is said beside it.`;

const STRATEGIES = `## Strategies

A name, or a map with \`type\` and options. Those of plugins come with them; \`fairlead policy schema\` knows what is
installed.`;

/** The reference page: a section for each map that has keys of its own, in the order in which a reader meets them. */
export function policiesReference({ $defs: definitions = {}, ...root }: JsonSchema): string {
  const sections = sectionsOf(root, definitions);
  const reading: Reading = {
    definitions,
    linkTo: (schema) => {
      const map = mapIn(schema, definitions);
      const found = map && sections.find((section) => section.schema === map);
      return found && `[${found.title}](#${found.title.toLowerCase().replaceAll(' ', '-')})`;
    },
  };
  const [others, strategies] = [false, true].map((isStrategy) =>
    sections.filter((section) => section.isStrategy === isStrategy).map((one) => rendered(one, reading)),
  );
  return [INTRODUCTION, ...others!, STRATEGIES, ...strategies!].join('\n\n');
}

function rendered({ title, schema, isStrategy }: Section, reading: Reading): string {
  const head = ['key', 'type', 'default', 'unit', 'example', 'what it is'];
  const rows = rowsOf(schema).map((row) => cellsOf(row, reading));
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${isStrategy ? '###' : '##'} ${title}\n\n${table.join('\n')}`;
}

interface Row {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly needed: boolean;
}

function cellsOf({ key, schema, needed }: Row, reading: Reading): string[] {
  const isMap = mapIn(schema, reading.definitions) !== undefined;
  const value = isMap ? undefined : schema.default;
  const example = isMap ? undefined : exampleOf(schema);
  return [
    code(key),
    typeOf(schema, reading),
    needed ? 'required' : value === undefined ? '' : code(value),
    unitOf(key, schema) ?? '',
    example === undefined ? '' : code(example),
    schema.description!,
  ];
}

/** Keys with their schemas, those of maps inside as `outer.inner`. */
function rowsOf({ properties = {}, required = [] }: JsonSchema, prefix = ''): Row[] {
  return Object.entries(properties).flatMap(([name, schema]): Row[] => {
    const key = `${prefix}${name}`;
    return [{ key, schema, needed: required.includes(name) }, ...rowsOf(schema, `${key}.`)];
  });
}

/** The map with keys of its own that a schema is. */
function mapIn(schema: JsonSchema, definitions: Definitions): JsonSchema | undefined {
  if (schema.$ref) return mapIn(definitions[definitionName(schema)] ?? {}, definitions);
  return schema.properties ? schema : undefined;
}
