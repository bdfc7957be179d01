import type { Failure, FaultClass, QuotaReading, ReplyHeaders } from '@fairlead/plugin-sdk';

/**
 * What a plugin in a worker made of replies, by their headers: the engine asks at once, and the worker's word came with
 * the reply. It lasts as long as the headers do.
 */
export class Verdicts {
  readonly #classes = new WeakMap<ReplyHeaders, FaultClass>();
  readonly #quota = new WeakMap<ReplyHeaders, readonly QuotaReading[]>();

  rememberClass(headers: ReplyHeaders, faultClass: FaultClass): void {
    this.#classes.set(headers, faultClass);
  }

  rememberQuota(headers: ReplyHeaders, readings: readonly QuotaReading[]): void {
    this.#quota.set(headers, readings);
  }

  classOf({ headers }: Failure): FaultClass | undefined {
    return this.#classes.get(headers);
  }

  quotaOf(headers: ReplyHeaders): readonly QuotaReading[] {
    return this.#quota.get(headers) ?? [];
  }
}
