import type { Health, ProbeOrder } from '@fairlead/health';
import type { ConfiguredProvider, ProbeResult } from '@fairlead/plugin-host';
import type { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';

/** Carries out the probes that are due. Free ones only: no model is ever run by a probe. */
export class ProbeRunner {
  readonly #abort = new AbortController();

  constructor(
    private readonly health: Health,
    private readonly metrics: GatewayMetrics,
    private readonly logger: Logger,
    private readonly instances: () => ReadonlyMap<string, ConfiguredProvider>,
  ) {}

  tick(): void {
    for (const order of this.health.probes.due()) void this.#run(order);
  }

  stop(): void {
    this.#abort.abort();
  }

  async #run(order: ProbeOrder): Promise<void> {
    const result = await this.#ask(order);
    if (this.#abort.signal.aborted) return;
    this.health.probes.settle(order, result);
    for (const target of order.targets) {
      this.metrics.probe({ target, result: result.result === 'ok' ? 'passed' : 'failed' });
    }
    if (result.result !== 'ok') {
      this.logger.warn(
        { provider: order.subject, result: result.result, reason: result.message },
        'probe failed',
      );
    }
  }

  /** Always an answer: an order that is never settled would hold one of the few places for good. */
  async #ask({ subject, kind, timeoutMs }: ProbeOrder): Promise<ProbeResult> {
    try {
      const instance = this.instances().get(subject);
      if (instance !== undefined) return await instance.probe(kind, this.#abort.signal, timeoutMs);
      return { result: 'cancelled', message: 'the provider is not configured any more' };
    } catch (error) {
      return { result: 'gateway_error', message: error instanceof Error ? error.message : String(error) };
    }
  }
}
