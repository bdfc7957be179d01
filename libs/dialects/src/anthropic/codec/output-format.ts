import type { OutputForm } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { closedSchema } from './schema.js';

/** What stands in for a mode of answers that are any JSON object, which there is none of. */
export const JSON_INSTRUCTION = 'Answer with a single JSON object and nothing else.';

/** @param format `output_config.format`, or the older `output_format` */
export function decodeFormat(format: FieldReader): OutputForm {
  format.need('type', format.word('type', ['json_schema']));
  return { kind: 'schema', schema: format.need('schema', format.plain('schema')) };
}

export function encodeFormat(output: OutputForm): JsonObject | undefined {
  return output.kind === 'schema' ? { type: 'json_schema', schema: closedSchema(output.schema) } : undefined;
}
