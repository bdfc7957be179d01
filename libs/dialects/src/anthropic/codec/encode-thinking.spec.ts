import type { Reasoning } from '../../form/index.js';
import { encodeEffort, encodeThinking } from './encode-thinking.js';

const OLD = 'sonnet-4-5';
const MIDDLE = 'opus-4-6';
const NEW = 'opus-4-7';
const budget = (budget_tokens: number) => ({ type: 'enabled', budget_tokens });
const adaptive = { type: 'adaptive' };
const disabled = { type: 'disabled' };

describe('thinking', () => {
  it.each<[Reasoning, model: string, thinking: object | undefined, effort: string | undefined]>([
    [{}, OLD, undefined, undefined],
    [{ sealed: true }, NEW, undefined, undefined],
    [{ effort: 'none' }, OLD, disabled, undefined],
    [{ budgetTokens: 0 }, NEW, disabled, undefined],
    [{ effort: 'low' }, OLD, budget(1024), undefined],
    [{ effort: 'high' }, OLD, budget(24_576), undefined],
    [{ effort: 'max' }, OLD, budget(24_576), undefined],
    [{ effort: 'high' }, MIDDLE, adaptive, 'high'],
    [{ effort: 'xhigh' }, MIDDLE, adaptive, 'max'],
    [{ effort: 'xhigh' }, NEW, adaptive, 'xhigh'],
    [{ effort: 'minimal' }, NEW, adaptive, 'low'],
    [{ budgetTokens: 10 }, OLD, budget(1024), undefined],
    [{ budgetTokens: 5000 }, MIDDLE, budget(5000), undefined],
    [{ budgetTokens: 5000 }, NEW, adaptive, 'medium'],
    [{ budgetTokens: 5000, effort: 'low' }, OLD, budget(5000), 'low'],
    [{ adaptive: true }, OLD, budget(8192), undefined],
    [{ adaptive: true }, MIDDLE, adaptive, undefined],
    [{ adaptive: true, effort: 'low' }, MIDDLE, adaptive, 'low'],
    [{ show: 'none' }, NEW, undefined, undefined],
    [{ show: 'none', effort: 'low' }, NEW, { ...adaptive, display: 'omitted' }, 'low'],
    [{ show: 'detailed' }, NEW, { ...adaptive, display: 'summarized' }, undefined],
    [{ show: 'concise' }, OLD, { ...budget(8192), display: 'summarized' }, undefined],
  ])('%j for %s', (reasoning, model, thinking, effort) => {
    expect(encodeThinking(reasoning, model)).toEqual(thinking);
    expect(encodeEffort(reasoning, model)).toBe(effort);
  });
});
