import { CAPABILITIES, type Operation } from '@fairlead/plugin-sdk';
import type { RehearsedRequest } from './rehearsed-request.js';
import type { RouteHints } from './route-hints.js';
import { routeOf } from './route-of.js';
import type { Stage } from './stage.js';

/** More requests than this are not tried. */
const MAX_TRIES = 100_000;

/**
 * A request that goes by the route: the given one, changed as little as it takes. Conditions are not taken apart: what
 * they could be about is tried. Undefined where nothing led there.
 */
export function requestFor(
  stage: Stage,
  route: string,
  base: RehearsedRequest,
  hints: RouteHints | undefined,
): RehearsedRequest | undefined {
  let tries = 0;
  for (const request of variants(base, hints)) {
    if (routeOf(stage, request)?.name === route) return request;
    if (++tries > MAX_TRIES) return undefined;
  }
  return undefined;
}

type Values = Readonly<Record<string, string>>;

function* variants(base: RehearsedRequest, hints: RouteHints | undefined): Generator<RehearsedRequest> {
  yield base;
  if (hints === undefined) return;
  const { words, numbers } = hints;
  const models = [base.model, ...[...hints.models, ...words].map((pattern) => pattern.replaceAll('*', 'x'))];
  const operations = [base.operation, ...hints.endpoints] as Operation[];
  // Those that the condition names before all there are: a target that is known to lack one would be left out.
  const named = CAPABILITIES.filter((capability) => words.includes(capability));
  const sizes = numbers.flatMap((size) => [size + 1, Math.max(0, size - 1)]).map(Math.floor);
  for (const operation of new Set(operations))
    for (const model of new Set(models))
      for (const labels of assignments(base.labels, hints.labels, words))
        for (const headers of assignments(base.headers, hints.headers, words))
          for (const capabilities of [base.capabilities, named, CAPABILITIES])
            for (const promptTokens of [base.promptTokens, ...sizes])
              for (const limit of [{}, ...sizes.map((maxOutputTokens) => ({ maxOutputTokens }))])
                for (const stream of [base.stream, !base.stream])
                  yield {
                    ...base,
                    operation,
                    model,
                    labels,
                    headers,
                    capabilities,
                    promptTokens,
                    ...limit,
                    stream,
                  };
}

/** Every way to give the names a value: one that they had, one that is asked for, a word of the condition, or none. */
function* assignments(
  base: Values,
  asked: ReadonlyMap<string, readonly string[]>,
  words: readonly string[],
): Generator<Values> {
  const [first, ...rest] = asked;
  if (first === undefined) return yield base;
  const [name, accepted] = first;
  const values = base[name] === undefined ? [...accepted, ...words, ''] : [base[name]];
  for (const value of new Set(values))
    for (const others of assignments(base, new Map(rest), words))
      yield value === '' ? others : { ...others, [name]: value };
}
