import { isMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';

/**
 * A schema that is to be kept to the letter must close every object and require all that is in it.
 *
 * @throws RequestRefused that says where it does not
 */
export function checkStrict(schema: unknown, owner: string, param: string): void {
  const check = (part: unknown, context: readonly string[]): void => {
    if (!isMap(part)) return;
    const { properties, required, items, anyOf, $defs } = part;
    if (part['type'] === 'object' || isMap(properties)) {
      if (part['additionalProperties'] !== false)
        refuse(context, "'additionalProperties' is required to be supplied and to be false.");
      const lacking = Object.keys(isMap(properties) ? properties : {}).find(
        (key) => !Array.isArray(required) || !required.includes(key),
      );
      if (lacking !== undefined)
        refuse(
          context,
          `'required' is required to be supplied and to be an array including every key in properties. Missing '${lacking}'.`,
        );
    }
    for (const [key, value] of [...entriesOf(properties), ...entriesOf($defs)])
      check(value, [...context, 'properties', key]);
    check(items, [...context, 'items']);
    if (Array.isArray(anyOf))
      anyOf.forEach((one: unknown, at) => check(one, [...context, 'anyOf', String(at)]));
  };
  const refuse = (context: readonly string[], problem: string): never => {
    const place = `(${context.map((step) => `'${step}'`).join(', ')})`;
    const code = owner.startsWith('function') ? 'invalid_function_parameters' : 'invalid_json_schema';
    throw new RequestRefused(`Invalid schema for ${owner}: In context=${place}, ${problem}`, { param, code });
  };
  check(schema, []);
}

const entriesOf = (map: unknown): readonly (readonly [string, unknown])[] =>
  isMap(map) ? Object.entries(map) : [];
