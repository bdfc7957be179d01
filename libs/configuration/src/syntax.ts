import {
  dictionary,
  duration,
  integer,
  keyed,
  list,
  located,
  name,
  prices,
  record,
  refine,
  required,
  text,
  textAs,
  word,
  type DocumentNode,
  type Findings,
  type MapNode,
  type Shape,
} from '@fairlead/policy';
import { parseAddress } from './address.js';
import type { ConfigProblemCode } from './problem-codes.js';
import { LOG_LEVELS, type Address } from './settings.js';
import { parseSizeBytes } from './size.js';

/** The keys of a provider that the gateway reads itself; every other key is its plugin's. */
const HOST_KEYS = ['type', 'models', 'prices', 'ca'];

const address: Shape<Address> = refine(
  textAs('an address such as 127.0.0.1:8080'),
  (value, findings: Findings<ConfigProblemCode>, node) => {
    const parsed = parseAddress(value);
    if (parsed === undefined) findings.error(node.place, 'invalid-address', `"${value}" is not host:port`);
    return parsed;
  },
);

const size: Shape<number> = refine(
  textAs('a size such as 32MiB'),
  (value, findings: Findings<ConfigProblemCode>, node) => {
    const bytes = parseSizeBytes(value);
    if (bytes === undefined) {
      findings.error(node.place, 'invalid-size', `"${value}" is not a size`, 'write 512KiB, 32MiB or 1GiB');
    }
    return bytes;
  },
);

const hostKeys = record({
  type: located(name),
  models: dictionary(text, text),
  prices: dictionary(text, prices),
  ca: located(text),
});

/** A provider's two halves: what the host reads, and what its plugin will. */
const provider = {
  expects: 'a map with the options of the provider',
  schema: { ...hostKeys.schema, type: ['object', 'null'], additionalProperties: true },
  read(node, findings) {
    const map: DocumentNode =
      node.kind === 'scalar' && node.value === null ? { kind: 'map', place: node.place, entries: [] } : node;
    if (map.kind !== 'map') {
      hostKeys.read(map, findings);
      return undefined;
    }
    const part = (isHost: boolean): MapNode => ({
      ...map,
      entries: map.entries.filter(({ key }) => HOST_KEYS.includes(key.value) === isHost),
    });
    const host = hostKeys.read(part(true), findings);
    return host && { host, options: part(false) };
  },
} satisfies Shape<{ host: unknown; options: MapNode }>;

/** `fairlead.yaml`. */
export const fileShape = record({
  version: required(integer({ min: 1, max: 1 })),
  policy: required(located(text)),
  listen: record({ api: address, admin: address }),
  log: record({ level: word(LOG_LEVELS) }),
  limits: record({ body: size }),
  drain: record({ delayMs: keyed('delay', duration), timeoutMs: keyed('timeout', duration) }),
  forwardHeaders: keyed('forward_headers', list(text)),
  plugins: list(located(text)),
  providers: required(dictionary(name, provider)),
  stateDir: keyed('state_dir', text),
  adminToken: keyed('admin_token', located(text)),
  seed: integer({ min: 0, max: 2 ** 32 - 1 }),
});
