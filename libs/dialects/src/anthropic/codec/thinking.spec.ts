import type { Reasoning } from '../../form/index.js';
import { FieldReader } from '../../json/field-reader.js';
import { decodeReasoning } from './decode-thinking.js';
import { encodeThinking } from './encode-thinking.js';

const enabled = { type: 'enabled', budget_tokens: 2048 };
const OLD = 'claude-sonnet-4-5';
const NEW = 'claude-opus-4-7';

describe('whether thoughts are shown', () => {
  it.each<[model: string, thinking: object, show: Reasoning['show']]>([
    [OLD, enabled, 'auto'],
    [OLD, { ...enabled, display: 'omitted' }, 'none'],
    [OLD, { ...enabled, display: 'summarized' }, 'auto'],
    [OLD, { type: 'disabled' }, undefined],
    ['an-alias', enabled, 'auto'],
    [NEW, { type: 'adaptive' }, undefined],
    [NEW, { type: 'adaptive', display: 'summarized' }, 'auto'],
  ])('of %s with %j: %s', (model, thinking, show) => {
    const reasoning = decodeReasoning(new FieldReader({ model, thinking }), undefined);
    expect(reasoning?.show).toBe(show);
  });

  it.each<[model: string, show: Reasoning['show'], display: string | undefined]>([
    [OLD, undefined, undefined],
    [OLD, 'auto', undefined],
    [OLD, 'none', 'omitted'],
    [OLD, 'detailed', 'summarized'],
    [NEW, undefined, undefined],
    [NEW, 'auto', 'summarized'],
  ])('is said to %s, %s, as %s', (model, show, display) => {
    const reasoning = { budgetTokens: 2048, adaptive: true, ...(show && { show }) };
    expect(encodeThinking(reasoning, model)?.['display']).toBe(display);
  });
});
