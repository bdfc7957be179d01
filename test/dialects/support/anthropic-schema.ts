import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

const FILE = resolve(import.meta.dirname, '../../../../shared/specs/anthropic-openapi.tryAGI.json');
const DOCUMENT = 'messages';

/** A `describe` that needs the published OpenAPI document; where it is absent it is skipped, and its name says so. */
export function describeWithAnthropicSchema(name: string, tests: () => void): void {
  if (existsSync(FILE)) describe(name, tests);
  else describe.skip(`${name} (skipped: no OpenAPI document)`, () => it('needs it', () => undefined));
}

let ajv: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value by a schema of the document: nothing, or a line for each problem. */
export function problemsWith(schemaName: string, value: unknown): readonly string[] {
  const validate = compile(schemaName);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${schemaName}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** The schema of each event of a stream, by its type. */
export const EVENT_SCHEMAS: Readonly<Record<string, string>> = {
  message_start: 'MessageStartEvent',
  content_block_start: 'ContentBlockStartEvent',
  content_block_delta: 'ContentBlockDeltaEvent',
  content_block_stop: 'ContentBlockStopEvent',
  message_delta: 'MessageDeltaEvent',
};

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
  const { components } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    components: { schemas: Record<string, Json & { required: string[] }> };
  };
  const { schemas } = components;
  // The vendor's own replies leave these out; each was seen in captures.
  for (const name of ['Message', 'MessageDelta']) {
    const schema = schemas[name]!;
    schema.required = schema.required.filter((key) => key !== 'container' && key !== 'stop_details');
  }
  // One reason is listed with the beta events only.
  schemas['StopReason'] = schemas['BetaStopReason']!;
  ajv.addSchema({ $id: DOCUMENT, components: { schemas } });
  return ajv;
}
