import {
  seededRng,
  type Candidate,
  type RequestFacts,
  type Rng,
  type StrategyContext,
  type StrategyDefinition,
  type StrategyInstance,
} from '@fairlead/plugin-sdk';

/** An idle, healthy, unmeasured candidate with what a test says on top. */
export function candidate(id: string, known: Partial<Candidate> = {}): Candidate {
  return {
    id,
    position: id.charCodeAt(0) - 97,
    weight: 1,
    inflight: 0,
    inflightTokens: 0,
    phantom: 0,
    failureRate: 0,
    expectedOutputTokens: 300,
    ...known,
  };
}

export const someFacts: RequestFacts = {
  operation: 'chat',
  model: 'm',
  stream: true,
  promptTokens: 800,
  labels: {},
};

const noChance: Rng = { float: () => 0, fork: () => noChance };

/** A strategy context with a clock that a test moves and, unless seeded, no random offsets. */
export function someContext(seed?: number): StrategyContext & { clock: { nowMs: number } } {
  const clock = { nowMs: 0, now: () => clock.nowMs, wall: () => new Date(clock.nowMs) };
  return { rng: seed === undefined ? noChance : seededRng(seed), clock, pool: 'p' };
}

/** An instance from options as YAML gives them. */
export function instance<Options extends object>(
  definition: StrategyDefinition<Options>,
  yaml: object = {},
  context: StrategyContext = someContext(),
): StrategyInstance {
  const parsed = definition.options.parse(yaml);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('; '));
  return definition.create(parsed.value, context);
}

/** Ids of the next `count` picks over the same candidates. */
export function picks(strategy: StrategyInstance, candidates: readonly Candidate[], count: number): string[] {
  return Array.from({ length: count }, () => {
    const { index } = strategy.pick(candidates, someFacts) ?? {};
    return index === undefined ? '-' : candidates[index]!.id;
  });
}
