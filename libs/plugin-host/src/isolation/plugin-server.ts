import type { MessagePort } from 'node:worker_threads';
import type { Failure } from '@fairlead/plugin-sdk';
import type { LoadedPlugin } from '../loading/loaded-plugin.js';
import { createProvider } from '../provider/create-provider.js';
import { reasonOf } from '../provider/plugin-call.js';
import type { ProviderInstance } from '../provider/provider-instance.js';
import { systemClock } from '../system-clock.js';
import { HttpTransport } from '../transport/http-transport.js';
import { plain } from './describe-plugin.js';
import { BatchReader, Outbox, type Batch } from './outbox.js';
import {
  SIGNS,
  TO_WORKER,
  type CallMethod,
  type CrossingRequest,
  type CrossingSpec,
  type MessageToMain,
  type MessageToWorker,
  type ProviderFacts,
} from './protocol.js';
import { ServedAttempt } from './served-attempt.js';

type Tell = (message: MessageToMain, transfer?: readonly ArrayBuffer[]) => void;

/** The worker's side: providers of one plugin, their sockets, and the attempts that are under way. */
export class PluginServer {
  readonly #outbox: Outbox;
  readonly #transport = new HttpTransport();
  readonly #providers: ProviderInstance[] = [];
  readonly #attempts = new Map<number, ServedAttempt>();
  readonly #cancels = new Map<number, AbortController>();

  constructor(
    private readonly plugin: LoadedPlugin,
    private readonly tell: Tell,
    private readonly signs: Int32Array,
    private readonly answers: MessagePort,
  ) {
    this.#outbox = new Outbox((batch, transfer) => tell(batch, transfer));
  }

  take(message: MessageToWorker): void {
    if ('call' in message) void this.#answer(message.call, message.method, message.args);
    else if ('cancel' in message) this.#cancels.get(message.cancel)?.abort();
    else if ('ask' in message) this.#judge(message.ask, message.provider, message.failure);
    else this.#takeBatch(message);
  }

  #takeBatch(batch: Batch): void {
    const reader = new BatchReader(batch);
    while (!reader.done) {
      const op = reader.next<number>();
      const id = reader.next<number>();
      if (op === TO_WORKER.send) {
        const provider = this.#providers[reader.next<number>()]!;
        this.#send(id, provider, reader.next<CrossingRequest>(), reader.bytes());
      } else if (op === TO_WORKER.credit) this.#attempts.get(id)?.credit(reader.next<number>());
      else if (op === TO_WORKER.upload)
        this.#attempts.get(id)?.upload.give(reader.next<boolean>(), reader.bytes());
      else if (op === TO_WORKER.uploadBroken) this.#attempts.get(id)?.upload.breakOff();
      else {
        this.#attempts.get(id)?.abort();
        this.#attempts.delete(id);
      }
    }
  }

  #send(id: number, provider: ProviderInstance, request: CrossingRequest, body: Uint8Array): void {
    const over = (): void => void this.#attempts.delete(id);
    const attempt = new ServedAttempt(id, provider, this.#outbox, over);
    this.#attempts.set(id, attempt);
    attempt.start(request, body);
  }

  #judge(seq: number, provider: number, failure: Failure): void {
    const faultClass = this.#providers[provider]?.classify(failure);
    this.answers.postMessage([seq, faultClass]);
    Atomics.store(this.signs, SIGNS.answered, seq);
    Atomics.notify(this.signs, SIGNS.answered);
  }

  async #answer(call: number, method: CallMethod, args: readonly unknown[]): Promise<void> {
    const cancel = new AbortController();
    this.#cancels.set(call, cancel);
    try {
      const result = await this.#run(method, args, cancel.signal);
      this.tell({ answer: call, ...(result !== undefined && { result: plain(result) }) });
    } catch (error) {
      this.tell({ answer: call, error: reasonOf(error) });
    } finally {
      this.#cancels.delete(call);
    }
  }

  async #run(method: CallMethod, args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    if (method === 'create') return this.#create(args[0] as CrossingSpec);
    const instance = this.#providers[args[0] as number]!;
    if (method === 'locate') {
      return (args[1] as readonly string[]).map((model) => [model, instance.endpointOf(model)]);
    }
    if (method === 'probe')
      return instance.probe(args[1] as 'tcp' | 'models_list', signal, args[2] as number);
    if (method === 'listModels') return instance.listModels(args[1] as number);
    return instance.stop();
  }

  #create({ type, ...spec }: CrossingSpec): object {
    const definition = this.plugin.manifest.providers![type]!;
    const { instance, problems } = createProvider({
      ...spec,
      definition,
      dialects: new Map(Object.entries(this.plugin.manifest.dialects ?? {})),
      plugin: this.plugin.local,
      transport: this.#transport,
      clock: systemClock,
    });
    if (instance === undefined) return { problems };
    const number = this.#providers.push(instance) - 1;
    return { problems, facts: factsOf(number, instance) };
  }
}

function factsOf(number: number, instance: ProviderInstance): ProviderFacts {
  const { unset, speaks, priceTable, models, probeable, home, refines } = instance;
  return { number, unset, speaks, priceTable, models, probeable, home: home?.href, refines };
}
