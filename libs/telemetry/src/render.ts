import { Registry } from 'prom-client';
import { toOpenMetrics, wantsOpenMetrics } from './openmetrics.js';

/** The answer to a scrape. */
export interface Rendered {
  readonly contentType: string;
  readonly body: string;
}

/** OpenMetrics where `accept` names it, else Prometheus text. */
export async function renderRegistry(
  registry: Pick<Registry, 'metrics'>,
  accept: string | undefined,
): Promise<Rendered> {
  const text = await registry.metrics();
  if (!wantsOpenMetrics(accept)) return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, body: text };
  return { contentType: Registry.OPENMETRICS_CONTENT_TYPE, body: toOpenMetrics(text) };
}
