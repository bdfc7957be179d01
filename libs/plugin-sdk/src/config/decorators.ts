import { ValidateBy, type ValidationOptions } from 'class-validator';
import {
  DURATION_PATTERN,
  formatDuration,
  formatPercent,
  parseDurationMs,
  parsePercent,
  PERCENT_PATTERN,
} from './units.js';
import type { JsonSchema } from './json-schema.js';
import { addField } from './fields.js';

/** What `@Secret()` may be told of a credential. */
export interface SecretOptions {
  /** Unset, the provider is called without it. Default: it is skipped. */
  readonly optional?: boolean;
  /** What such credentials begin with, where the vendor says so. Another beginning is told, and not refused. */
  readonly prefixes?: readonly string[];
}

/**
 * A credential: trimmed, redacted in every output, and allowed to be unset (the provider is then *unconfigured*
 * and skipped, not an error).
 */
export function Secret({ optional = false, prefixes = [] }: SecretOptions = {}): PropertyDecorator {
  return field('secret', 'must be text, best a reference such as ${NAME}', isSecret, {
    secret: true,
    optional,
    prefixes,
    read: trimmed,
    schema: { type: 'string', description: 'A credential, best a reference such as `${NAME}`.' },
  });
}

/** An absolute http or https URL; trailing slashes are dropped. */
export function IsUrl(): PropertyDecorator {
  return field('url', 'must be an http:// or https:// URL', isHttpUrl, {
    read: withoutTrailingSlash,
    schema: { type: 'string', pattern: '^\\s*https?://', description: 'Where its API is.' },
  });
}

/** `250ms`, `5s`, `2m`, `1h30m`: a number of milliseconds in the class, never a bare number in YAML. */
export function Duration(): PropertyDecorator {
  return field('duration', 'must be a duration with its unit, such as 500ms, 30s or 5m', isFiniteNumber, {
    read: (raw) => (typeof raw === 'string' ? (parseDurationMs(raw) ?? raw) : String(raw)),
    write: formatDuration,
    schema: { type: 'string', pattern: DURATION_PATTERN.source },
  });
}

/** `20%`: 0.2 in the class. */
export function Percent(): PropertyDecorator {
  return field('percent', 'must be a percentage such as 20%', isFiniteNumber, {
    read: (raw) => (typeof raw === 'string' ? (parsePercent(raw) ?? raw) : String(raw)),
    write: formatPercent,
    schema: { type: 'string', pattern: PERCENT_PATTERN.source },
  });
}

/** Names the YAML key where the property's own name in snake case is not it. */
export function Key(key: string): PropertyDecorator {
  return (prototype, property) => addField(prototype, String(property), { key });
}

/**
 * What the option is for: editors show the text beside its key.
 *
 * @param schema what a check of the plugin's own asks for, in words of JSON Schema.
 */
export function About(text: string, schema: JsonSchema = {}): PropertyDecorator {
  return (prototype, property) =>
    addField(prototype, String(property), { schema: { ...schema, description: text } });
}

function field(
  name: string,
  message: string,
  validate: (value: unknown) => boolean,
  traits: Parameters<typeof addField>[2],
): PropertyDecorator {
  const options: ValidationOptions = { message: `$property ${message}` };
  const check = ValidateBy({ name, validator: { validate } }, options);
  return (prototype, property) => {
    addField(prototype, String(property), traits);
    check(prototype, property);
  };
}

const trimmed = (raw: unknown): unknown => (typeof raw === 'string' ? raw.trim() : raw);
const withoutTrailingSlash = (raw: unknown): unknown =>
  typeof raw === 'string' ? raw.trim().replace(/\/+$/, '') : raw;
const isSecret = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isFiniteNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}
