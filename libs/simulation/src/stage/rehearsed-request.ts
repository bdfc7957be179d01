import type { Capability, Operation, TokenUsage } from '@fairlead/plugin-sdk';

/** One request of a rehearsal: what the gateway would learn of it, and what a model would make of it. */
export interface RehearsedRequest {
  readonly operation: Operation;
  readonly model: string;
  readonly stream: boolean;
  readonly promptTokens: number;
  /** The caller's own limit, where it has one. */
  readonly maxOutputTokens?: number;
  readonly capabilities: readonly Capability[];
  readonly labels: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** What stands for the beginning of its prompt: requests with the same share a cache. */
  readonly promptPrefix?: string;
  /** What a model writes in answer, unless the caller's limit cuts it. */
  readonly outputTokens: number;
  /** Fraction of the prompt that a provider has in its cache; absent: it says nothing of caches. */
  readonly cacheReadShare?: number;
}

/** The plainest of all requests; others say what differs. */
export const PLAIN_REQUEST: RehearsedRequest = {
  operation: 'chat',
  model: 'any',
  stream: true,
  // Gateways see about ten tokens of prompt for one of an answer.
  promptTokens: 3000,
  capabilities: [],
  labels: {},
  headers: {},
  outputTokens: 300,
};

/** The output that the caller gets to see. */
export function writtenTokens({ outputTokens, maxOutputTokens = Infinity }: RehearsedRequest): number {
  return Math.max(1, Math.min(outputTokens, maxOutputTokens));
}

/** Operations that are answered with tokens; the others are paid by what they are given. */
const WRITING: ReadonlySet<Operation> = new Set<Operation>(['chat', 'completions']);

/** What a provider says that the request has cost. */
export function usageOf(request: RehearsedRequest): TokenUsage {
  const { operation, promptTokens: input, cacheReadShare } = request;
  return {
    input,
    ...(WRITING.has(operation) && { output: writtenTokens(request) }),
    ...(cacheReadShare !== undefined && { cacheRead: Math.floor(input * cacheReadShare) }),
  };
}
