import type { TokenLogprob } from '@fairlead/plugin-sdk';
import { asObject, type JsonObject } from '../../json/decode.js';
import { objectsIn } from '../objects.js';

/** `logprobsResult`: the tokens that were chosen and, beside each, what else could have stood there. */
export function decodeLogprobs(value: unknown): TokenLogprob[] | undefined {
  const result = asObject(value);
  if (result === undefined) return undefined;
  const top = objectsIn(result['topCandidates']);
  return objectsIn(result['chosenCandidates']).map((chosen, index) => {
    const alternatives = objectsIn(top[index]?.['candidates']).map(tokenOf);
    return { ...tokenOf(chosen), ...(alternatives.length > 0 && { alternatives }) };
  });
}

function tokenOf(candidate: JsonObject): Omit<TokenLogprob, 'alternatives'> {
  const { token, logProbability } = candidate;
  return {
    token: typeof token === 'string' ? token : '',
    logprob: typeof logProbability === 'number' ? logProbability : 0,
  };
}

export function encodeLogprobs(logprobs: readonly TokenLogprob[]): JsonObject {
  const wire = ({ token, logprob }: Omit<TokenLogprob, 'alternatives'>) => ({
    token,
    logProbability: logprob,
  });
  const top = logprobs.map(({ alternatives = [] }) => ({ candidates: alternatives.map(wire) }));
  return {
    chosenCandidates: logprobs.map(wire),
    ...(top.some(({ candidates }) => candidates.length > 0) && { topCandidates: top }),
  };
}
