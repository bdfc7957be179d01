import { ValidateBy, type Candidate, type JsonSchema } from '@fairlead/plugin-sdk';

/** How many requests in flight double a score: a number, or `auto` from the target's concurrency limit. */
export type LoadScale = number | 'auto';

/**
 * κ when nothing is known of the target. One request at a time (1) makes idle slow targets look good, 64 brings
 * the herd back; in simulation everything from 4 to 16 is flat.
 */
const UNKNOWN_LIMIT_SCALE = 4;

/** 1 + (in flight + recent failures) / κ: what a candidate's load multiplies its expected time with. */
export function loadFactor(candidate: Candidate, scale: LoadScale): number {
  return 1 + (candidate.inflight + candidate.phantom) / (scale === 'auto' ? autoScale(candidate) : scale);
}

function autoScale({ concurrency }: Candidate): number {
  return concurrency === undefined ? UNKNOWN_LIMIT_SCALE : Math.min(16, Math.max(1, concurrency / 8));
}

/** What {@link IsLoadScale} asks for. */
export const LOAD_SCALE_SCHEMA: JsonSchema = {
  anyOf: [{ const: 'auto' }, { type: 'number', exclusiveMinimum: 0 }],
};

/** Checks a field of type {@link LoadScale}. */
export function IsLoadScale(): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    value === 'auto' || (typeof value === 'number' && Number.isFinite(value) && value > 0);
  return ValidateBy(
    { name: 'loadScale', validator: { validate } },
    { message: '$property must be auto or a number of requests above 0' },
  );
}
