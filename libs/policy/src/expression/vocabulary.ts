import { Environment } from '@marcbachmann/cel-js';
import type { MatchFacts } from '../match.js';
import { matchesPattern } from '../model-pattern.js';

/** More than this is no condition that a person can review, and a bound on what one costs. */
const MAX_AST_NODES = 200;

/** Numbers are doubles, so that they compare with whole numbers by `<` and `>`; equality of the two is refused. */
const REQUEST = {
  model: 'string',
  endpoint: 'string',
  tenant: 'string',
  stream: 'bool',
  prompt_tokens_est: 'double',
  max_output_tokens: 'double',
  capabilities: 'list<string>',
} as const;

/** What conditions may name, for suggestions. */
export const FIELDS: readonly string[] = Object.keys(REQUEST);
export const FUNCTIONS: readonly string[] = ['label', 'header', 'glob', 'size'];

/** The facts that the functions answer from: they are called while one expression is evaluated, never later. */
let current: MatchFacts | undefined;

/** The one environment of all expressions. */
export const environment = new Environment({ limits: { maxAstNodes: MAX_AST_NODES } })
  .registerVariable('request', { schema: REQUEST })
  .registerFunction('label(string): string', (name: string) => current?.labels[name] ?? '')
  .registerFunction('header(string): string', (name: string) =>
    headerText(current?.headers[name.toLowerCase()]),
  )
  .registerFunction('glob(string, string): bool', (value: string, pattern: string) =>
    matchesPattern(pattern, value),
  );

/** Runs a compiled expression on the facts of one request. */
export function evaluateOn(facts: MatchFacts, run: (context: { request: object }) => unknown): unknown {
  current = facts;
  try {
    return run({ request: requestOf(facts) });
  } finally {
    current = undefined;
  }
}

function requestOf(facts: MatchFacts): Record<keyof typeof REQUEST, unknown> {
  return {
    model: facts.model,
    endpoint: facts.operation,
    tenant: facts.tenant ?? '',
    stream: facts.stream,
    prompt_tokens_est: facts.promptTokens,
    max_output_tokens: facts.maxOutputTokens ?? 0,
    // A fact that is costly to find out is found out when it is asked for.
    get capabilities() {
      return facts.capabilities;
    },
  };
}

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
