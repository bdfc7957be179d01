import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SchemaDocument } from './schema-document.js';

const FILE = resolve(import.meta.dirname, '../../../../shared/specs/anthropic-openapi.tryAGI.json');

const published = new SchemaDocument(FILE, readSchemas);

export const describeWithAnthropicSchema = published.describe.bind(published);
export const problemsWith = published.problemsWith.bind(published);

/** The schema of each event of a stream, by its type. */
export const EVENT_SCHEMAS: Readonly<Record<string, string>> = {
  message_start: 'MessageStartEvent',
  content_block_start: 'ContentBlockStartEvent',
  content_block_delta: 'ContentBlockDeltaEvent',
  content_block_stop: 'ContentBlockStopEvent',
  message_delta: 'MessageDeltaEvent',
};

function readSchemas(): Record<string, object> {
  const { components } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    components: { schemas: Record<string, { required: string[] }> };
  };
  const { schemas } = components;
  // The vendor's own replies leave these out; each was seen in captures.
  for (const name of ['Message', 'MessageDelta']) {
    const schema = schemas[name]!;
    schema.required = schema.required.filter((key) => key !== 'container' && key !== 'stop_details');
  }
  // One reason is listed with the beta events only.
  schemas['StopReason'] = schemas['BetaStopReason']!;
  return schemas;
}
