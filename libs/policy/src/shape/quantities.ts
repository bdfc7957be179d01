import {
  DURATION_PATTERN,
  formatDuration,
  formatPercent,
  parseDurationMs,
  parsePercent,
  PERCENT_PATTERN,
} from '@fairlead/plugin-sdk';
import type { DocumentNode } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { defined } from './about.js';
import { within, type Bounds } from './scalars.js';
import { reportWrongType, type Shape } from './shape.js';
import { formatSize, parseSizeBytes, SIZE_PATTERN } from './size.js';
import type { ProblemCode } from '../problem-codes.js';

/** The longest a timer of the platform can wait, 2³¹ − 1 ms; a longer one would fire at once. */
const MAX_DURATION_MS = 2 ** 31 - 1;

interface Unit {
  readonly expects: string;
  readonly code: ProblemCode;
  readonly pattern: RegExp;
  parse(text: string): number | undefined;
  readonly format: (value: number) => string;
  /** What the writer of a bare number probably meant. */
  suggest(bare: string): string;
}

/** A positive time such as `30s`, in milliseconds. */
export const duration: Shape<number> = defined(
  'duration',
  quantity(
    {
      expects: 'a duration such as 500ms, 30s or 5m',
      code: 'invalid-duration',
      pattern: DURATION_PATTERN,
      parse: parseDurationMs,
      format: formatDuration,
      suggest: (bare) => `say which: ${bare}ms, ${bare}s or ${bare}m`,
    },
    { min: 1, max: MAX_DURATION_MS },
  ),
);

/** A share such as `20%`, as a fraction; 100% at most. */
export const percent: Shape<number> = defined(
  'percentage',
  quantity(
    {
      expects: 'a percentage such as 20%',
      code: 'invalid-percent',
      pattern: PERCENT_PATTERN,
      parse: parsePercent,
      format: formatPercent,
      suggest: (bare) =>
        `write ${Number(bare) > 0 && Number(bare) < 1 ? +(Number(bare) * 100).toFixed(6) : bare}%`,
    },
    { min: 0, max: 1 },
  ),
);

/** An amount of memory such as `32MiB`, in bytes. */
export const size: Shape<number> = defined(
  'size',
  quantity(
    {
      expects: 'a size such as 512KiB, 32MiB or 1GiB',
      code: 'invalid-size',
      pattern: SIZE_PATTERN,
      parse: parseSizeBytes,
      format: formatSize,
      suggest: (bare) => `say which: ${bare}B, ${bare}KiB or ${bare}MiB`,
    },
    { min: 0 },
  ),
);

function quantity(unit: Unit, bounds: Bounds): Shape<number> {
  return {
    expects: unit.expects,
    schema: { type: 'string', pattern: unit.pattern.source },
    write: unit.format,
    read(node, findings) {
      const value =
        node.kind === 'scalar' && typeof node.value === 'string' ? unit.parse(node.value) : undefined;
      if (value !== undefined) return within(value, bounds, unit.format, node.place, findings);
      reportQuantity(node, unit, findings);
      return undefined;
    },
  };
}

function reportQuantity(node: DocumentNode, unit: Unit, findings: Findings): void {
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'boolean') {
    reportWrongType(node, unit.expects, findings);
  } else if (/^\d+(?:\.\d+)?$/.test(String(node.value))) {
    const bare = String(node.value);
    findings.error(
      node.place,
      'unit-missing',
      `${bare} has no unit; expected ${unit.expects}`,
      unit.suggest(bare),
    );
  } else findings.error(node.place, unit.code, `expected ${unit.expects}, found "${node.value}"`);
}
