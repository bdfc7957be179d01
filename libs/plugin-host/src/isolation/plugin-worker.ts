import type { ConfigProblem } from '@fairlead/plugin-sdk';
import type { PluginProblem } from '../loading/plugin-problem.js';
import { redactAll, Secrets } from '../provider/secrets.js';
import type { HttpTransport } from '../transport/http-transport.js';
import type { PluginStatus, PluginWatch, WorkerEnd } from '../watch/plugin-watch.js';
import { IsolatedProvider, type Line } from './isolated-provider.js';
import type { CrossingSpec, PluginDescription, ProviderFacts, WorkerSeed } from './protocol.js';
import { startLink } from './start-link.js';
import type { WorkerLink } from './worker-link.js';

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30_000;
/** One that ran for so long is taken to be well, and begins with the first delay again. */
const WELL_MS = 60_000;

const UNUSED = 'the plugin is not used any more';

interface WorkerParts {
  readonly seed: Omit<WorkerSeed, 'signs' | 'answers'>;
  readonly memoryBytes: number;
  readonly watch: PluginWatch;
}

/** What creating a provider in the worker came to. */
interface Created {
  readonly problems: readonly ConfigProblem[];
  readonly facts?: ProviderFacts;
}

/** A plugin in a worker, through all of the worker's lives: started again when it ends, with the providers it had. */
export class PluginWorker {
  #link: WorkerLink | undefined;
  #description: PluginDescription | undefined;
  #startedAt = 0;
  #deaths = 0;
  #restarts = 0;
  #outage = 'its worker has not started yet';
  #respawn: NodeJS.Timeout | undefined;
  readonly #lines = new Set<WorkerLine>();
  #stopped = false;

  constructor(private readonly parts: WorkerParts) {}

  /** Loads the plugin for the first time. */
  async start(): Promise<PluginDescription | PluginProblem> {
    const loaded = await this.#spawn();
    if ('code' in loaded) this.#halt();
    else this.#description = loaded;
    return loaded;
  }

  get status(): PluginStatus {
    const restarts = this.#restarts;
    if (this.#link !== undefined) return { state: 'running', restarts };
    return { state: 'restarting', reason: this.#outage, restarts };
  }

  get link(): WorkerLink | undefined {
    return this.#link;
  }

  get outage(): string {
    return this.#outage;
  }

  async create(
    spec: CrossingSpec,
    transport: HttpTransport,
  ): Promise<{ readonly instance?: IsolatedProvider; readonly problems: readonly ConfigProblem[] }> {
    const { name, type, config, models, egress } = spec;
    const { secrets: keys, secretPrefixes } = this.#description!.providers[type]!;
    const secrets = new Secrets(config, keys, secretPrefixes);
    const line = new WorkerLine(spec, this, () => this.#release(line));
    try {
      if (this.#link === undefined) throw new Error(this.#outage);
      const { problems, facts } = await line.make(this.#link);
      if (facts === undefined) return { problems };
      this.#lines.add(line);
      return {
        instance: new IsolatedProvider({ name, models, egress, secrets, facts, line, transport }),
        problems,
      };
    } catch (error) {
      const message = `the plugin could not create ${name}: ${secrets.redact((error as Error).message)}`;
      return { problems: [{ path: [], code: 'invalid', message }] };
    }
  }

  /** With no provider left there is nothing to run. */
  stopIfIdle(): void {
    if (this.#lines.size === 0) this.#halt();
  }

  #release(line: WorkerLine): void {
    this.#lines.delete(line);
    this.stopIfIdle();
  }

  #halt(): void {
    this.#stopped = true;
    clearTimeout(this.#respawn);
    this.#link?.stop(UNUSED);
    this.#link = undefined;
  }

  async #spawn(): Promise<PluginDescription | PluginProblem> {
    const { seed, memoryBytes } = this.parts;
    const started = await startLink({
      seed,
      memoryBytes,
      onTold: ({ told, event }) => this.#tell(told, event),
      onEnd: (reason, message) => this.#died(reason, message),
    });
    if ('code' in started) return started;
    if (this.#stopped) {
      started.link.stop(UNUSED);
      return started.description;
    }
    this.#link = started.link;
    this.#startedAt = performance.now();
    return started.description;
  }

  /** What was seen in the worker, under the name that is known here. */
  #tell(told: 'failed' | 'leftAlone' | 'strayError', event: object): void {
    const hear = this.parts.watch[told] as (event: object) => void;
    const { message } = event as { readonly message: string };
    hear({ ...event, message: redactAll(message), plugin: this.#name });
  }

  get #name(): string {
    return this.#description?.name ?? this.parts.seed.reference;
  }

  #died(reason: WorkerEnd, message: string): void {
    if (this.#stopped) return;
    this.#link = undefined;
    this.#outage = `its plugin's worker ended (${reason}: ${redactAll(message)}) and is started again`;
    // Its first provider is being made: that is a problem of the configuration, and there is nothing to go back to.
    if (this.#lines.size === 0) return;
    if (performance.now() - this.#startedAt > WELL_MS) this.#deaths = 0;
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** this.#deaths++, MAX_DELAY_MS);
    this.parts.watch.workerEnded({ plugin: this.#name, reason, message: redactAll(message), delayMs });
    this.#respawn = setTimeout(() => void this.#revive(), delayMs).unref();
  }

  async #revive(): Promise<void> {
    const loaded = await this.#spawn();
    if ('code' in loaded) return this.#died('error', loaded.message);
    this.#restarts++;
    const link = this.#link;
    if (link === undefined) return;
    for (const line of this.#lines) await line.make(link).catch(() => undefined);
    // It may have ended over that, and then is not back.
    if (this.#link === link) this.parts.watch.workerRestarted({ plugin: this.#name });
  }
}

/** One provider's place in the worker of the moment. */
class WorkerLine implements Line {
  /** Which worker it was last made in, and as what. */
  #place: { readonly link: WorkerLink; readonly number: number | undefined } | undefined;

  constructor(
    private readonly spec: CrossingSpec,
    private readonly worker: PluginWorker,
    private readonly release: () => void,
  ) {}

  get link(): WorkerLink | undefined {
    return this.worker.link;
  }

  get outage(): string {
    return this.worker.outage;
  }

  get number(): number | undefined {
    return this.#place?.link === this.link ? this.#place?.number : undefined;
  }

  /** @throws Error when the worker ends meanwhile */
  async make(link: WorkerLink): Promise<Created> {
    const created = (await link.call('create', [this.spec])) as Created;
    this.#place = { link, number: created.facts?.number };
    return created;
  }

  async stop(): Promise<void> {
    const { link, number } = this;
    try {
      if (link !== undefined && number !== undefined) await link.call('stop', [number]);
    } finally {
      this.release();
    }
  }
}
