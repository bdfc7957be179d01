import {
  about,
  byKind,
  duration,
  keyed,
  located,
  record,
  refine,
  required,
  text,
  word,
  type Findings,
  type Located,
  type Shape,
  formatSize,
  size,
} from '@fairlead/policy';
import { DEFAULTS } from './defaults.js';
import type { PluginSettings } from './settings.js';

/** Below this a worker cannot hold the host's own code and one request of the usual size. */
const MIN_MEMORY_BYTES = 32 * 1024 * 1024;

const fullForm = record({
  use: about('Package or path.', required(located(text)), { example: './plugins/acme' }),
  isolation: about(
    '`none`: it runs in the process, with everything else. `worker`: in a thread of its own, with a limit of memory, that is started again when it hangs or ends.',
    word(['none', 'worker']),
    { default: 'none' },
  ),
  memory: about('What its worker may hold; with `isolation: worker` only.', located(size), {
    default: formatSize(DEFAULTS.plugin.memoryBytes),
  }),
  loadTimeoutMs: about('How long it may take to load.', keyed('load_timeout', duration), {
    default: '10s',
  }),
});

/** A package or path, or the long form `{ use, isolation, memory, load_timeout }`. */
export const pluginEntry: Shape<PluginSettings> = byKind(
  {
    scalar: refine(located(text), ({ value, place }): PluginSettings => ({
      ...DEFAULTS.plugin,
      reference: value,
      place,
    })),
    map: refine(fullForm, ({ use, isolation, memory, loadTimeoutMs }, findings): PluginSettings => {
      return {
        reference: use.value,
        place: use.place,
        isolation: isolation ?? DEFAULTS.plugin.isolation,
        memoryBytes: checkedMemory(memory, isolation, findings) ?? DEFAULTS.plugin.memoryBytes,
        loadTimeoutMs: loadTimeoutMs ?? DEFAULTS.plugin.loadTimeoutMs,
      };
    }),
  },
  'a package or path, or a map with use, isolation, memory and load_timeout',
);

/** Undefined after a report: other findings are looked for with the default. */
function checkedMemory(
  memory: Located<number> | undefined,
  isolation: string | undefined,
  findings: Findings,
): number | undefined {
  if (memory === undefined) return undefined;
  const { value, place } = memory;
  if (isolation !== 'worker') {
    const message = 'memory is only limited in a worker';
    findings.error(place, 'misplaced-key', message, 'add isolation: worker, or take memory away');
    return undefined;
  }
  if (value >= MIN_MEMORY_BYTES) return value;
  const message = `${formatSize(value)} is too little for a worker`;
  findings.error(place, 'invalid-value', message, `at least ${formatSize(MIN_MEMORY_BYTES)}`);
  return undefined;
}
