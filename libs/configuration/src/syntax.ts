import { RESERVED_PROVIDER_KEYS } from '@fairlead/plugin-sdk';
import {
  about,
  dictionary,
  duration,
  integer,
  keyed,
  list,
  located,
  name,
  percent,
  prices,
  record,
  refine,
  required,
  text,
  textAs,
  truth,
  withDefaults,
  word,
  type DocumentNode,
  type Findings,
  type MapNode,
  type Shape,
  size,
} from '@fairlead/policy';
import { formatAddress, parseAddress } from './address.js';
import { DEFAULTS } from './defaults.js';
import type { ConfigProblemCode } from './problem-codes.js';
import { LOG_LEVELS, type Address } from './settings.js';
import { pluginEntry } from './plugin-syntax.js';
import { traitKeys, traits } from './traits-syntax.js';
import { workerCount } from './worker-count.js';

const address: Shape<Address> = {
  ...refine(
    textAs('an address such as 127.0.0.1:8080'),
    (value, findings: Findings<ConfigProblemCode>, node) => {
      const parsed = parseAddress(value);
      if (parsed === undefined) findings.error(node.place, 'invalid-address', `"${value}" is not host:port`);
      return parsed;
    },
  ),
  write: formatAddress,
};

/** What the gateway itself reads of a provider. */
export const hostKeys = record({
  type: about('Provider type of a plugin; the name of the provider unless given.', located(name), {
    example: 'simulator',
  }),
  models: about('Model as policies name it: as this provider spells it.', dictionary(text, text), {
    example: { large: 'large-2026-01' },
  }),
  prices: about('Prices by model; they go before the built-in table.', dictionary(text, prices)),
  ca: about(
    "File with certificate authorities trusted besides the system's; certificates are always verified.",
    located(text),
  ),
  allowLinkLocal: about(
    'It may be at a link-local address, or at one where a cloud keeps metadata; otherwise calls there are refused.',
    keyed('allow_link_local', truth),
  ),
  ...traitKeys,
  traits: about('The same for single models, and the size of their windows.', traits, {
    example: { large: { context_window: 200_000, capabilities: ['tools', 'vision'] } },
  }),
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
      entries: map.entries.filter(({ key }) => RESERVED_PROVIDER_KEYS.includes(key.value) === isHost),
    });
    const host = hostKeys.read(part(true), findings);
    return host && { host, options: part(false) };
  },
} satisfies Shape<{ host: unknown; options: MapNode }>;

/** `fairlead.yaml`. */
export const fileShape = record({
  version: about('Version of this file.', required(integer({ min: 1, max: 1 }))),
  policy: about('The policy file, relative to this one.', required(located(text)), {
    example: 'policy.yaml',
  }),
  listen: about(
    'Where the gateway listens.',
    withDefaults(
      DEFAULTS.listen,
      record({
        api: about('The provider-compatible APIs and `/health`.', address),
        admin: about('Metrics and administration.', address),
      }),
    ),
  ),
  workers: about(
    'How many processes serve on this machine; `auto`: as many as there are cores.',
    workerCount,
    { default: DEFAULTS.workers },
  ),
  log: about(
    'What is logged.',
    withDefaults(
      DEFAULTS.log,
      record({
        level: about('Least important level that is.', word(LOG_LEVELS)),
        sample: about(
          'Share of the successful exchanges that have a line; failures always have one.',
          percent,
          {
            example: '10%',
          },
        ),
        slowMs: about('A success that took this long always has its line.', keyed('slow', duration)),
      }),
    ),
  ),
  limits: about(
    'What callers may send and hold.',
    withDefaults(
      DEFAULTS.limits,
      record({
        body: about('A larger request body is a 413.', size),
        receiveMs: about(
          'A request that has not arrived whole by then is a 408, and its connection is closed.',
          keyed('receive', duration),
        ),
        inflight: about(
          'More requests at once are refused with 503, before their bodies are read; absent: any number.',
          integer({ min: 1 }),
        ),
        connections: about(
          'More connections at once are closed as they come; absent: any number.',
          integer({ min: 1 }),
        ),
      }),
    ),
  ),
  drain: about(
    'How the process stops.',
    withDefaults(
      { timeoutMs: DEFAULTS.drain.timeoutMs },
      record({
        delayMs: about(
          'After SIGTERM: how long to serve on while `/health/ready` already says 503.',
          keyed('delay', duration),
        ),
        timeoutMs: about(
          'After that: how long requests and streams may take to finish.',
          keyed('timeout', duration),
        ),
      }),
    ),
  ),
  forwardHeaders: about(
    'Client headers that reach providers; `traceparent` always does, keys never do.',
    keyed('forward_headers', list(text)),
    { example: ['x-request-source'] },
  ),
  plugins: about('What to load, packages or paths; nothing else is searched or loaded.', list(pluginEntry), {
    example: ['./plugins/acme'],
  }),
  watchdog: about(
    'When the event loop is taken to stand still.',
    withDefaults(
      DEFAULTS.watchdog,
      record({
        stallMs: about(
          'A longer stall is logged, beside plugins of others with the call that was under way.',
          keyed('stall', duration),
        ),
      }),
    ),
  ),
  providers: about('Providers by the name that policies use.', required(dictionary(name, provider))),
  stateDir: about(
    'Folder for what a restart shall find again, relative to this file; `none` keeps nothing.',
    keyed('state_dir', text),
  ),
  adminToken: about(
    'Bearer token that callers of `/admin` from other machines must show, best a reference such as `${NAME}`.',
    keyed('admin_token', located(text)),
  ),
  seed: about('Root of every random draw; the start-up log names it.', integer({ min: 0, max: 2 ** 32 - 1 })),
});
