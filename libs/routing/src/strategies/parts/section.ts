import type { ConfigResult, ConfigSpec, JsonSchema } from '@fairlead/plugin-sdk';

/**
 * Options with one nested map: `key` of the input is read by `section` into the same-named property, everything
 * else by `spec`. Problems inside the section carry its key in their path.
 */
export function withSection<Options extends object, Key extends keyof Options & string>(
  spec: ConfigSpec<Options>,
  key: Key,
  section: ConfigSpec<Options[Key] & object>,
  about: string,
): ConfigSpec<Options> {
  return {
    keys: [...spec.keys, key],
    secrets: spec.secrets,
    ...(spec.schema && { schema: withProperty(spec.schema, key, { description: about, ...section.schema }) }),
    parse(input): ConfigResult<Options> {
      if (typeof input !== 'object' || input === null || !(key in input)) return spec.parse(input);
      const { [key]: nested, ...rest } = input as Record<string, unknown>;
      const outer = spec.parse(rest);
      const inner = section.parse(nested);
      const problems = [
        ...(outer.ok ? [] : outer.problems),
        ...(inner.ok ? [] : inner.problems.map((problem) => ({ ...problem, path: [key, ...problem.path] }))),
      ];
      if (!outer.ok || !inner.ok) return { ok: false, problems };
      outer.value[key] = inner.value;
      return outer;
    },
  };
}

function withProperty(schema: JsonSchema, key: string, property: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...schema.properties, [key]: property } };
}
