import type { FaultClass, Rng } from '@fairlead/plugin-sdk';

/** What one request finds when it reaches a target. */
export interface Meeting {
  readonly nowMs: number;
  /** In flight there from all gateways, this request included. */
  readonly inflight: number;
  readonly chance: Pick<Rng, 'float'>;
}

export type Behaviour =
  | { readonly firstTokenMs: number; readonly perTokenMs: number }
  | { readonly failAfterMs: number; readonly fault: FaultClass };

/** A target that does what its script says. */
export interface ScriptedTarget {
  readonly id: string;
  readonly meet: (meeting: Meeting) => Behaviour;
  /** No request is sent before this moment, as if it joined the pool then; default 0. */
  readonly joinsAtMs?: number;
  /** One price for every token; undefined: unknown. 1 US dollar per million tokens is 1000. */
  readonly nanoUsdPerToken?: number;
  readonly weight?: number;
}

/** How a typical target behaves; every figure may be replaced. */
export interface Pace {
  /** Median time to the first token. */
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
  /** More than this many at once slow each other down in proportion. */
  readonly knee: number;
}

export const usualPace: Pace = { firstTokenMs: 600, perTokenMs: 12, knee: 20 };

/** σ of the logarithm of first-token times: 95% are below 1.5 times the median. */
const FIRST_TOKEN_SIGMA = 0.25;

/** Answers at `pace`, `slowness` times as slow; both may depend on the time. */
export function answering(
  pace: Partial<Pace> = {},
  slowness: (nowMs: number) => number = () => 1,
): ScriptedTarget['meet'] {
  const { firstTokenMs, perTokenMs, knee } = { ...usualPace, ...pace };
  return ({ nowMs, inflight, chance }) => {
    const factor = Math.max(1, inflight / knee) * slowness(nowMs);
    return {
      firstTokenMs: firstTokenMs * factor * logNormal(chance, FIRST_TOKEN_SIGMA),
      perTokenMs: perTokenMs * factor,
    };
  };
}

/** Fails a part of the requests at once, as a broken proxy or a revoked deployment does. */
export function failing(part: number, failAfterMs: number, otherwise = answering()): ScriptedTarget['meet'] {
  return (meeting) =>
    meeting.chance.float() < part ? { failAfterMs, fault: 'server_error' } : otherwise(meeting);
}

/** A draw with median 1. */
export function logNormal(chance: Pick<Rng, 'float'>, sigma: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.float()));
  return Math.exp(sigma * radius * Math.cos(2 * Math.PI * chance.float()));
}
