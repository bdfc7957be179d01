import { generationOf } from './model-generation.js';

describe('generationOf', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 4.5],
    ['claude-sonnet-4-20250514', 4],
    ['claude-opus-4-6', 4.6],
    ['anthropic.claude-opus-4-7-v1:0', 4.7],
    ['claude-haiku-4.5', 4.5],
    ['claude-opus-5', 5],
    ['claude-fable-5', 5],
    ['claude-3-5-haiku-20241022', 3.5],
    ['claude-3-opus-20240229', 3],
    ['glm-4.6', 0],
    ['my-model', 0],
  ])('%s is %d', (model, generation) => {
    expect(generationOf(model)).toBe(generation);
  });
});
