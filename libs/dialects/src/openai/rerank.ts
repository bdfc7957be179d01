import type { TokenUsage } from '@fairlead/plugin-sdk';
import type { Dialect } from '../dialect.js';
import { asCount, asObject, type JsonObject } from '../json/decode.js';
import { listDialect } from './list-dialect.js';
import { readOpenAiUsage } from './usage.js';

/** Documents in the order of what they have to do with a query. Many servers speak it, with errors of this family. */
export const rerank: Dialect = {
  ...listDialect('Rankings', 'results', readUsage),
  name: 'rerank',
  operation: 'rerank',
};

/** Servers write `usage`, some with the total alone; others count in `meta`. */
function readUsage({ usage, meta }: JsonObject): TokenUsage | undefined {
  const counted = readOpenAiUsage(usage);
  if (counted !== undefined) return counted;
  const input =
    asCount(asObject(usage)?.['total_tokens']) ??
    asCount(asObject(asObject(meta)?.['tokens'])?.['input_tokens']);
  return input === undefined ? undefined : { input };
}
