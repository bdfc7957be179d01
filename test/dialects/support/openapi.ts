import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

export const OPENAPI_FILE = resolve(import.meta.dirname, '../../../../shared/specs/openai-openapi.json');
const DOCUMENT = 'openapi';

/** A `describe` that needs the published OpenAPI document; where it is absent it is skipped, and its name says so. */
export function describeWithOpenApi(name: string, tests: () => void): void {
  if (existsSync(OPENAPI_FILE)) describe(name, tests);
  else describe.skip(`${name} (skipped: no OpenAPI document)`, () => it('needs it', () => undefined));
}

let ajv: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a schema of the document: nothing, or a line for each problem. */
export function openApiValidator(schemaName: string): (value: unknown) => readonly string[] {
  return (value) => {
    const validate = compile(schemaName);
    return validate(value) === true
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${schemaName}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
        );
  };
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

function compile(schemaName: string): ValidateFunction {
  let validate = compiled.get(schemaName);
  if (validate === undefined) {
    validate = loaded().compile({ $ref: `${DOCUMENT}#/components/schemas/${schemaName}` });
    compiled.set(schemaName, validate);
  }
  return validate;
}

function loaded(): Ajv2020 {
  if (ajv !== undefined) return ajv;
  ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });
  // The package is CommonJS: what types call the default is a property of it.
  (addFormats as unknown as { default: (into: Ajv2020) => void }).default(ajv);
  const schemas = readSchemas();
  for (const [name, schema] of Object.entries(schemas)) rewrite(schema, name);
  loosen(schemas as Record<string, { properties: Json; required: string[] }>);
  ajv.addSchema({ $id: DOCUMENT, components: { schemas } });
  return ajv;
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
function rewrite(node: unknown, schemaName: string): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Json;
  for (const value of Object.values(schema)) rewrite(value, schemaName);
  if ('$recursiveRef' in schema) {
    delete schema['$recursiveRef'];
    schema['$ref'] = `${DOCUMENT}#/components/schemas/${schemaName}`;
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
