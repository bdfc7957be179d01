import { isMap, type JsonMap } from '../json-map.js';

/** More parts than any hand-written schema needs; ends one that requires itself or asks for endless lists. */
const MAX_PARTS = 500;
const MAX_CHARACTERS = 10_000;

/** Texts that satisfy the formats a schema may ask for. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2024-01-01',
  'date-time': '2024-01-01T00:00:00Z',
  time: '00:00:00Z',
  duration: 'P1D',
  email: 'mate@harbour.example',
  hostname: 'harbour.example',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://harbour.example',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The smallest value that a JSON schema accepts: required properties only, lists as short as they may be. */
export function schemaInstance(schema: unknown): unknown {
  let left = MAX_PARTS;
  const inside = (part: unknown): unknown => {
    left -= 1;
    return isMap(part) && left >= 0 ? instanceOf(part, schema, inside) : null;
  };
  return inside(schema);
}

function instanceOf(schema: JsonMap, root: unknown, inside: (part: unknown) => unknown): unknown {
  if (typeof schema['$ref'] === 'string') return inside(at(root, schema['$ref']));
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  for (const list of [schema['anyOf'], schema['oneOf']]) if (Array.isArray(list)) return inside(list[0]);
  if (Array.isArray(schema['allOf'])) return inside(merged(schema, schema['allOf'], root));
  switch (typeOf(schema)) {
    case 'object':
      return objectOf(schema, inside);
    case 'array':
      return Array.from({ length: Math.min(bound(schema['minItems']) ?? 0, MAX_PARTS) }, () =>
        inside(schema['items']),
      );
    case 'string':
      return stringOf(schema);
    case 'integer':
      return numberOf(schema, 1);
    case 'number':
      return numberOf(schema, undefined);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function typeOf(schema: JsonMap): unknown {
  const { type } = schema;
  if (type !== undefined) return Array.isArray(type) ? type[0] : type;
  if ('properties' in schema) return 'object';
  return 'items' in schema ? 'array' : undefined;
}

function objectOf(schema: JsonMap, inside: (part: unknown) => unknown): JsonMap {
  const properties = isMap(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  return Object.fromEntries(required.map((name) => [name, inside(properties[name])]));
}

function stringOf(schema: JsonMap): string {
  const known = BY_FORMAT[String(schema['format'])];
  if (known !== undefined) return known;
  const atLeast = Math.min(bound(schema['minLength']) ?? 0, MAX_CHARACTERS);
  return 'harbour'.slice(0, bound(schema['maxLength'])).padEnd(atLeast, '~');
}

/** The number nearest to zero, from above where there is a choice. */
function numberOf(schema: JsonMap, step: number | undefined): number {
  const multiple = bound(schema['multipleOf']) ?? step;
  const nudge = multiple ?? 0.5;
  const above = bound(schema['exclusiveMinimum']);
  const below = bound(schema['exclusiveMaximum']);
  const least = bound(schema['minimum']) ?? (above === undefined ? -Infinity : above + nudge);
  const most = bound(schema['maximum']) ?? (below === undefined ? Infinity : below - nudge);
  if (least > 0) return multiple === undefined ? least : Math.ceil(least / multiple) * multiple;
  if (most < 0) return multiple === undefined ? most : Math.floor(most / multiple) * multiple;
  return 0;
}

function merged(schema: JsonMap, parts: readonly unknown[], root: unknown): JsonMap {
  const { allOf: _parts, ...own } = schema;
  return [...parts, own].reduce<JsonMap>((sum, part) => {
    const next = isMap(part) && typeof part['$ref'] === 'string' ? at(root, part['$ref']) : part;
    if (!isMap(next)) return sum;
    const properties = { ...mapIn(sum, 'properties'), ...mapIn(next, 'properties') };
    const required = [...listIn(sum, 'required'), ...listIn(next, 'required')];
    return { ...sum, ...next, ...(Object.keys(properties).length > 0 && { properties, required }) };
  }, {});
}

/** What `#/$defs/name` points to. */
function at(root: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((place, name) => (isMap(place) ? place[name] : undefined), root);
}

const bound = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const mapIn = (map: JsonMap, key: string): JsonMap => (isMap(map[key]) ? map[key] : {});
const listIn = (map: JsonMap, key: string): readonly unknown[] => (Array.isArray(map[key]) ? map[key] : []);
