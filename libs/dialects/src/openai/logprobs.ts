import type { TokenLogprob } from '../form/index.js';
import { asArray, asObject, type JsonObject } from '../json/decode.js';
import { defined } from '../json/defined.js';

type Alternative = Omit<TokenLogprob, 'alternatives'>;

export function decodeLogprobs(logprobs: readonly unknown[]): TokenLogprob[] {
  return logprobs.map((value) => {
    const token = asObject(value) ?? {};
    const alternatives = asArray(token['top_logprobs']).map((one) => decodeToken(asObject(one) ?? {}));
    return { ...decodeToken(token), ...(alternatives.length > 0 && { alternatives }) };
  });
}

function decodeToken({ token, logprob, bytes }: JsonObject): Alternative {
  return defined({
    token: typeof token === 'string' ? token : '',
    logprob: typeof logprob === 'number' ? logprob : 0,
    bytes: Array.isArray(bytes) ? (bytes as number[]) : undefined,
  });
}

export function writeLogprobs(logprobs: readonly TokenLogprob[]): JsonObject[] {
  return logprobs.map(({ alternatives = [], ...token }) => ({
    ...writeToken(token),
    top_logprobs: alternatives.map(writeToken),
  }));
}

/** The bytes are required on the wire; they are the token's own where nobody said them. */
function writeToken({ token, logprob, bytes }: Alternative): JsonObject {
  return { token, bytes: bytes ?? [...Buffer.from(token, 'utf8')], logprob };
}
