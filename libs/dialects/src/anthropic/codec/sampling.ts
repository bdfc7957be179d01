import type { Sampling } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { generationOf, HAS_NO_KNOBS, TAKES_ONE_SAMPLER } from './model-generation.js';
import { unlessEmpty } from './own.js';

/** What these models sample with where nothing is said; the others go up to 2. */
const MAX_TEMPERATURE = 1;
/** The least `top_p` that a thinking model takes. */
const MIN_THINKING_TOP_P = 0.95;

export function decodeSampling(body: FieldReader): Sampling | undefined {
  return unlessEmpty(
    defined({
      temperature: body.number('temperature'),
      topP: body.number('top_p'),
      topK: body.number('top_k'),
    }),
  );
}

/** Thinking models and the latest ones sample as they were made to; where only one of two is taken, temperature is. */
export function encodeSampling(sampling: Sampling, model: string, thinks: boolean): JsonObject {
  const { temperature, topP, topK } = sampling;
  const generation = generationOf(model);
  const steered = !thinks && generation < HAS_NO_KNOBS;
  const clamped = temperature === undefined ? undefined : Math.min(temperature, MAX_TEMPERATURE);
  const takesTopP = thinks ? topP !== undefined && topP >= MIN_THINKING_TOP_P : steered;
  const second = clamped !== undefined && generation >= TAKES_ONE_SAMPLER;
  return defined({
    temperature: steered || clamped === MAX_TEMPERATURE ? clamped : undefined,
    top_p: takesTopP && !second && generation < HAS_NO_KNOBS ? topP : undefined,
    top_k: steered ? topK : undefined,
  });
}
