import { FieldReader } from '../../json/field-reader.js';
import { decodeThinking, encodeThinking } from './thinking.js';

describe('decodeThinking', () => {
  it.each([
    [{}, undefined],
    [{ includeThoughts: true }, { show: 'auto' }],
    [
      { includeThoughts: false, thinkingBudget: 0 },
      { show: 'none', budgetTokens: 0 },
    ],
    [{ thinkingBudget: -1 }, { adaptive: true }],
    [{ thinkingLevel: 'HIGH' }, { effort: 'high' }],
    [{ thinkingLevel: 'THINKING_LEVEL_UNSPECIFIED' }, undefined],
  ])('%j', (config, expected) => {
    expect(decodeThinking(new FieldReader(config))).toEqual(expected);
  });
});

describe('encodeThinking', () => {
  it.each([
    ['gemini-2.5-flash', { effort: 'high' }, { thinkingBudget: 24_576 }],
    ['gemini-2.5-flash', { effort: 'max' }, { thinkingBudget: 24_576 }],
    ['gemini-2.5-pro', { effort: 'max' }, { thinkingBudget: 32_768 }],
    ['gemini-2.5-pro', { effort: 'none' }, { thinkingBudget: 128 }],
    ['gemini-2.5-flash', { effort: 'none' }, { thinkingBudget: 0 }],
    ['gemini-2.5-flash', { adaptive: true, show: 'auto' }, { thinkingBudget: -1, includeThoughts: true }],
    ['gemini-3-flash-preview', { effort: 'none' }, { thinkingLevel: 'minimal' }],
    ['gemini-3.1-pro-preview', { effort: 'minimal' }, { thinkingLevel: 'low' }],
    ['gemini-3.1-pro-preview', { effort: 'xhigh' }, { thinkingLevel: 'high' }],
    [
      'gemini-flash-latest',
      { effort: 'medium', show: 'none' },
      { thinkingLevel: 'medium', includeThoughts: false },
    ],
    ['gemini-3-flash-preview', { budgetTokens: 2000 }, { thinkingBudget: 2000 }],
    ['gemini-3-flash-preview', { budgetTokens: 2000, effort: 'high' }, { thinkingBudget: 2000 }],
    ['gemini-3-flash-preview', { budgetTokens: 0 }, { thinkingLevel: 'minimal' }],
    ['gemini-3-flash-preview', { effort: 'low', adaptive: true }, { thinkingLevel: 'low' }],
    ['gemini-3-flash-preview', {}, {}],
  ] as const)('%s %j', (model, reasoning, expected) => {
    expect(encodeThinking(reasoning, model)).toEqual(expected);
  });
});
