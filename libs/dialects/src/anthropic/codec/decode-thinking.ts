import { EFFORTS, type Reasoning } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { generationOf, HAS_NO_KNOBS } from './model-generation.js';
import { unlessEmpty } from './own.js';

/** `thinking` and `output_config.effort`; undefined where nothing is said of either. */
export function decodeReasoning(
  body: FieldReader,
  outputConfig: FieldReader | undefined,
): Reasoning | undefined {
  const thinking = body.child('thinking');
  const type = thinking?.word('type', ['enabled', 'adaptive', 'disabled']);
  const display = thinking?.word('display', ['summarized', 'omitted']);
  const thinks = type === 'enabled' || type === 'adaptive';
  return unlessEmpty(
    defined({
      effort: outputConfig?.word('effort', EFFORTS),
      budgetTokens: type === 'disabled' ? 0 : thinking?.count('budget_tokens'),
      adaptive: type === 'adaptive' || undefined,
      show: display === undefined && thinks ? shownByDefault(body) : SHOWN[display ?? ''],
      // Thoughts always come with a signature, and are always to be sent back.
      sealed: thinks || undefined,
    }),
  );
}

const SHOWN: Readonly<Record<string, Reasoning['show']>> = { omitted: 'none', summarized: 'auto' };

/** Other dialects show thoughts only to those who ask; here a model without an opinion shows them unasked. */
function shownByDefault(body: FieldReader): Reasoning['show'] {
  return generationOf(body.text('model') ?? '') < HAS_NO_KNOBS ? 'auto' : undefined;
}
