import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { didYouMean } from './did-you-mean.js';
import type { ConfigProblem, ConfigResult, ConfigSpec } from './config-spec.js';
import { schemaOf } from './schema-of.js';
import { fieldsOf, yamlKey, type FieldTraits } from './fields.js';

type ConfigClass<Config extends object> = new () => Config;

/** Nothing to configure: any key is a problem. */
export const noConfig: ConfigSpec<Record<string, never>> = {
  keys: [],
  secrets: [],
  schema: { type: 'object', additionalProperties: false },
  parse: (input) => readInto({}, input, new Map(), () => []),
};

/**
 * A class whose fields carry class-validator's decorators, as a list-of-problems parser. Keys in YAML are the
 * property names in snake case. A field's initial value is its default.
 *
 * @throws TypeError when no field is decorated: it would accept anything. Use {@link noConfig}.
 */
export function configOf<Config extends object>(Class: ConfigClass<Config>): ConfigSpec<Config> {
  const fields = readFields(Class);
  if (fields.size === 0)
    throw new TypeError(`${Class.name} has no decorated field; use noConfig for "no options"`);
  const all = [...fields.values()];
  return {
    keys: all.map((traits) => traits.key),
    secrets: all.filter((traits) => traits.secret).map((traits) => traits.key),
    secretPrefixes: Object.fromEntries(
      all.filter(({ prefixes = [] }) => prefixes.length > 0).map(({ key, prefixes = [] }) => [key, prefixes]),
    ),
    schema: schemaOf(Class, fields),
    parse: (input) => readInto(new Class(), input, fields, problemsOf),
  };
}

function readFields(Class: ConfigClass<object>): Map<string, FieldTraits> {
  const traits = fieldsOf(Class.prototype as object);
  const checks = getMetadataStorage().getTargetValidationMetadatas(Class, '', false, false);
  const properties = new Set([...checks.map((check) => check.propertyName), ...traits.keys()]);
  return new Map([...properties].map((name) => [name, traits.get(name) ?? { key: yamlKey(name) }]));
}

function readInto<Config extends object>(
  target: Config,
  input: unknown,
  fields: ReadonlyMap<string, FieldTraits>,
  check: (target: object, fields: ReadonlyMap<string, FieldTraits>) => ConfigProblem[],
): ConfigResult<Config> {
  if (input !== undefined && (typeof input !== 'object' || input === null || Array.isArray(input))) {
    return { ok: false, problems: [{ path: [], code: 'invalid', message: 'must be a map of options' }] };
  }
  const given = new Map(Object.entries(input ?? {}));
  for (const [property, { key, read }] of fields) {
    const raw = given.get(key);
    if (raw !== undefined && raw !== null) Reflect.set(target, property, read ? read(raw) : raw);
  }
  const known = [...fields.values()].map((traits) => traits.key);
  const unknown = [...given.keys()]
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(key, known));
  const problems = [...unknown, ...check(target, fields)];
  if (problems.length > 0) return { ok: false, problems };
  const unset = [...fields]
    .filter(([name, f]) => f.secret && !f.optional && !Reflect.get(target, name))
    .map(([, f]) => f.key);
  return { ok: true, value: target, unset };
}

function unknownKey(key: string, known: readonly string[]): ConfigProblem {
  const near = didYouMean(key, known);
  const hint = near
    ? `did you mean "${near}"?`
    : known.length > 0
      ? `known: ${known.join(', ')}`
      : 'none is taken here';
  return { path: [key], code: 'unknown_key', message: `unknown option "${key}"; ${hint}` };
}

function problemsOf(target: object, fields: ReadonlyMap<string, FieldTraits>): ConfigProblem[] {
  return validateSync(target, { forbidUnknownValues: true }).map((error) => toProblem(target, error, fields));
}

function toProblem(
  target: object,
  error: ValidationError,
  fields: ReadonlyMap<string, FieldTraits>,
): ConfigProblem {
  const key = fields.get(error.property)?.key ?? error.property;
  if (Reflect.get(target, error.property) === undefined) {
    return { path: [key], code: 'missing', message: `"${key}" is required` };
  }
  const texts = Object.values(error.constraints ?? {}).map((text) => text.replaceAll(error.property, key));
  return { path: [key], code: 'invalid', message: texts.join('; ') || `"${key}" is not valid` };
}
