import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SchemaDocument } from './schema-document.js';

type Json = Record<string, unknown>;

export const OPENAPI_FILE = resolve(import.meta.dirname, '../../../../shared/specs/openai-openapi.json');

const published = new SchemaDocument(OPENAPI_FILE, usableSchemas);

export const describeWithOpenApi = published.describe.bind(published);

/** What is wrong with a value by a schema of the document: nothing, or a line for each problem. */
export function openApiValidator(schemaName: string): (value: unknown) => readonly string[] {
  return (value) => published.problemsWith(schemaName, value);
}

const fields = new Map<string, ReadonlySet<string>>();

/** Fields of an object that its schema does not name. Schemas let them pass; the vendor refuses them in requests. */
export function unknownFields(schemaName: string, value: Json): readonly string[] {
  const known = fields.get(schemaName) ?? fieldsOf({ $ref: schemaName }, readSchemas());
  fields.set(schemaName, known);
  return Object.keys(value).filter((key) => !known.has(key));
}

function fieldsOf(schema: Json, schemas: Record<string, Json>): ReadonlySet<string> {
  const { $ref: reference, properties = {}, allOf = [] } = schema;
  const members =
    typeof reference === 'string' ? [schemas[reference.slice(reference.lastIndexOf('/') + 1)]!] : [];
  const inner = [...members, ...(allOf as Json[])].flatMap((member) => [...fieldsOf(member, schemas)]);
  return new Set([...Object.keys(properties as Json), ...inner]);
}

/** The schema of each event of a stream of responses, by the type of the event. */
export function responseEventSchemas(): ReadonlyMap<string, string> {
  const schemas = readSchemas();
  const events = (schemas['ResponseStreamEvent']!['anyOf'] as { $ref: string }[]).map(({ $ref }) =>
    $ref.slice($ref.lastIndexOf('/') + 1),
  );
  return new Map(
    events.map((name) => {
      const { type } = schemas[name]!['properties'] as { type: { enum: string[] } };
      return [type.enum[0]!, name];
    }),
  );
}

function usableSchemas(id: string): Record<string, Json> {
  const schemas = readSchemas();
  for (const [name, schema] of Object.entries(schemas)) rewrite(schema, `${id}#/components/schemas/${name}`);
  loosen(schemas as Record<string, { properties: Json; required: string[] }>);
  return schemas;
}

function readSchemas(): Record<string, Json> {
  const { components } = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) as {
    components: { schemas: Record<string, Json> };
  };
  return components.schemas;
}

/**
 * The document mixes in words of older drafts: `nullable`, and a recursion that means the schema it stands in. And it
 * says `oneOf` of schemas that overlap: two forms of a message, of which many messages are both.
 */
function rewrite(node: unknown, itself: string): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Json;
  for (const value of Object.values(schema)) rewrite(value, itself);
  if ('$recursiveRef' in schema) {
    delete schema['$recursiveRef'];
    schema['$ref'] = itself;
  }
  if ('oneOf' in schema) {
    schema['anyOf'] = schema['oneOf'];
    delete schema['oneOf'];
  }
  if (schema['nullable'] !== true) return;
  const inner = { ...schema };
  delete inner['nullable'];
  for (const key of Object.keys(schema)) delete schema[key];
  schema['anyOf'] = [inner, { type: 'null' }];
}

/** Where the vendor's own replies differ from its document; each was seen in captures. */
function loosen(schemas: Record<string, { properties: Json; required: string[] }>): void {
  const nullable = (holder: { properties: Json }, key: string): void => {
    holder.properties[key] = { anyOf: [holder.properties[key], { type: 'null' }] };
  };
  const optional = (schema: string, key: string): void => {
    const holder = schemas[schema]!;
    holder.required = holder.required.filter((required) => required !== key);
  };
  // Both stand in `allOf` members of the schemas that replies are held to.
  for (const schema of Object.values(schemas)) {
    const members = [schema, ...((schema as unknown as { allOf?: (typeof schema)[] }).allOf ?? [])];
    for (const member of members) {
      for (const key of ['user', 'system_fingerprint', 'usage'])
        if (member.properties !== undefined && key in member.properties) nullable(member, key);
    }
  }
  const { input_tokens_details } = schemas['ResponseUsage']!.properties as {
    input_tokens_details: { required: string[] };
  };
  input_tokens_details.required = ['cached_tokens'];
  optional('ResponseTextDeltaEvent', 'logprobs');
  optional('ResponseTextDoneEvent', 'logprobs');
  optional('ResponseFunctionCallArgumentsDoneEvent', 'name');
}
