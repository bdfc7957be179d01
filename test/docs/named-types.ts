import { DURATION_PATTERN, PERCENT_PATTERN, type JsonSchema } from '@fairlead/plugin-sdk';

/** What people call a value that the schema spells out once. */
interface NamedType {
  readonly type: string;
  readonly unit?: string;
  readonly example: string;
}

const duration: NamedType = { type: 'duration', unit: 'ms, s, m, h, d', example: '30s' };
const percentage: NamedType = { type: 'percentage', unit: '%', example: '20%' };
const size: NamedType = { type: 'size', unit: 'B, KiB, MiB, GiB', example: '32MiB' };

const BY_DEFINITION: Readonly<Record<string, NamedType>> = {
  duration,
  percentage,
  size,
  strategy: { type: '[strategy](#strategies)', example: 'least_conn' },
  target: { type: '`provider/model` or [Target](#target)', example: 'acme/large' },
  target_name: { type: '`provider/model`', example: 'acme/large' },
};

/** Options of plugins refer to no definition. */
const BY_PATTERN: Readonly<Record<string, NamedType>> = {
  [DURATION_PATTERN.source]: duration,
  [PERCENT_PATTERN.source]: percentage,
};

/** The name of what a schema describes; undefined: it speaks for itself. */
export function namedType({ $ref, pattern }: JsonSchema): NamedType | undefined {
  return BY_DEFINITION[$ref?.replace('#/$defs/', '') ?? ''] ?? BY_PATTERN[pattern ?? ''];
}
