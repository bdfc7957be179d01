import type { Sampling } from '../../form/index.js';
import { encodeSampling } from './sampling.js';

describe('sampling', () => {
  it.each<[Sampling, model: string, thinks: boolean, written: object]>([
    [{ temperature: 0.3, topP: 0.9, topK: 5 }, 'any', false, { temperature: 0.3, top_p: 0.9, top_k: 5 }],
    [{ temperature: 1.7 }, 'any', false, { temperature: 1 }],
    [{ temperature: 0 }, 'any', false, { temperature: 0 }],
    [{ presencePenalty: 1, seed: 4 }, 'any', false, {}],
    [{ temperature: 0.3, topP: 0.9 }, 'sonnet-4-5', false, { temperature: 0.3 }],
    [{ topP: 0.9 }, 'sonnet-4-5', false, { top_p: 0.9 }],
    [{ temperature: 0.3, topP: 0.9, topK: 5 }, 'any', true, {}],
    [{ temperature: 1, topP: 0.96 }, 'any', true, { temperature: 1, top_p: 0.96 }],
    [{ temperature: 0.3, topP: 0.99, topK: 5 }, 'opus-4-7', false, {}],
    [{ temperature: 1 }, 'opus-4-7', false, { temperature: 1 }],
  ])('%j for %s, thinking: %s', (sampling, model, thinks, written) => {
    expect(encodeSampling(sampling, model, thinks)).toEqual(written);
  });
});
