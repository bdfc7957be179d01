import type { FieldReader } from '../json/field-reader.js';

/** Those of the vendor whose protocol it is. */
const COMMON: ReadonlySet<unknown> = new Set([
  'auto',
  'default',
  'flex',
  'scale',
  'priority',
  'fast',
  'ultrafast',
]);

/** The tier a request wishes for. One that a single server made up stays a field that only the dialect knows. */
export function readTier(body: FieldReader): string | undefined {
  const tier = body.object['service_tier'];
  return typeof tier === 'string' && !COMMON.has(tier) ? undefined : body.text('service_tier');
}
