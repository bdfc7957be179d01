import { asObject, type JsonObject } from '../../json/decode.js';

/** The form has a grammar's particulars beside its type; this dialect has them in an object under the type's name. */
export function readFormat(format: JsonObject): JsonObject {
  const { grammar, ...rest } = format;
  return { ...rest, ...asObject(grammar) };
}

export function writeFormat({ type, ...particulars }: JsonObject): JsonObject {
  return type === 'grammar' ? { type, grammar: particulars } : { type, ...particulars };
}
