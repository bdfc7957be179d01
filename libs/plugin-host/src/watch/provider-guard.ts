import { Fault, isFault, type Provider } from '@fairlead/plugin-sdk';
import { reasonOf } from '../provider/plugin-call.js';
import { callMarks } from './call-marks.js';
import type { PluginCircuit } from './plugin-circuit.js';
import type { PluginWatch } from './plugin-watch.js';

interface GuardParts {
  readonly plugin: string;
  readonly provider: string;
  readonly circuit: PluginCircuit;
  readonly watch: PluginWatch;
  readonly redact: (text: string) => string;
}

/** Without these no attempt gets anywhere; what else fails only says less. */
const VITAL: ReadonlySet<string> = new Set(['address', 'authorize', 'patch', 'respond', 'exchange']);

/** Stands between the host and one provider's own code. */
export class ProviderGuard {
  readonly #numbers = new Map<string, number>();

  constructor(private readonly parts: GuardParts) {}

  /** The same provider, every call of it by this guard. */
  around(provider: Provider): Provider {
    const calls = new Map<PropertyKey, unknown>();
    return new Proxy(provider, {
      get: (target, key) => {
        const value = Reflect.get(target, key, target) as unknown;
        if (key === 'patch') return this.#patch(target);
        if (typeof value !== 'function' || typeof key !== 'string') return value;
        let call = calls.get(key);
        if (call === undefined) {
          call = (...args: unknown[]): unknown => this.run(key, () => value.apply(target, args) as unknown);
          calls.set(key, call);
        }
        return call;
      },
    });
  }

  /** @throws Fault `overloaded` while it is left alone, else what the plugin throws */
  run<T>(call: string, work: () => T): T {
    const { circuit, plugin } = this.parts;
    const vital = VITAL.has(call);
    const out = vital ? circuit.out : undefined;
    if (out !== undefined) {
      const seconds = Math.ceil(out.forMs / 1000);
      throw new Fault('overloaded', `the plugin ${plugin} is left alone for ${seconds} s: ${out.why}`);
    }
    try {
      const result = callMarks.run(this.#number(call), work);
      if (result instanceof Promise) return this.#awaited(call, result) as T;
      if (isIterable(result)) return this.#iterated(call, result) as T;
      if (vital) circuit.passed(call);
      return result;
    } catch (error) {
      this.#failed(call, error);
      throw error;
    }
  }

  #patch({ patch }: Provider): Provider['patch'] {
    const request = patch?.request?.bind(patch);
    return request && { request: (body, call) => this.run('patch', () => request(body, call)) };
  }

  async #awaited<T>(call: string, result: Promise<T>): Promise<T> {
    try {
      const value = await result;
      if (VITAL.has(call)) this.parts.circuit.passed(call);
      return value;
    } catch (error) {
      this.#failed(call, error);
      throw error;
    }
  }

  /** Every step is a call of its own; only the last one says that all went well. */
  #iterated(call: string, parts: AsyncIterable<unknown>): AsyncIterable<unknown> {
    const number = this.#number(call);
    return {
      [Symbol.asyncIterator]: () => {
        const iterator = parts[Symbol.asyncIterator]();
        const next = async (): Promise<IteratorResult<unknown>> => {
          try {
            const step = await callMarks.run(number, () => iterator.next());
            if (step.done === true) this.parts.circuit.passed(call);
            return step;
          } catch (error) {
            this.#failed(call, error);
            throw error;
          }
        };
        const leave = iterator.return?.bind(iterator);
        return leave ? { next, return: (value?: unknown) => leave(value) } : { next };
      },
    };
  }

  /** A fault that the plugin chose is its word on the vendor; anything else is its own mistake. */
  #failed(call: string, error: unknown): void {
    if (isFault(error) && error.faultClass !== 'gateway_error') return;
    const { plugin, provider, circuit, watch, redact } = this.parts;
    const message = redact(reasonOf(error));
    watch.failed({ plugin, provider, call, message });
    const forMs = VITAL.has(call) ? circuit.failed(call, message) : undefined;
    if (forMs !== undefined) watch.leftAlone({ plugin, provider, forMs, message });
  }

  #number(call: string): number {
    let number = this.#numbers.get(call);
    if (number === undefined) {
      number = callMarks.register({ plugin: this.parts.plugin, call });
      this.#numbers.set(call, number);
    }
    return number;
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof (value as Partial<AsyncIterable<unknown>> | undefined)?.[Symbol.asyncIterator] === 'function';
}
