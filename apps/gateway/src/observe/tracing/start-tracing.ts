import type { Tracer } from '@opentelemetry/api';
import type { Sampler } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { VERSION } from '../../version.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Sdk = typeof import('@opentelemetry/sdk-trace');

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left. Never rejects. */
  stop(): Promise<void>;
}

/** A collector that hangs must not hold up the end of the process. */
const STOP_WITHIN_MS = 5_000;

/**
 * OpenTelemetry's SDK, where its usual variables name an endpoint: `OTEL_EXPORTER_OTLP_ENDPOINT` or the one for traces
 * alone. The exporter reads its headers, timeout and the rest from there too. Undefined: traces are off.
 */
export async function startTracing(env: Environment, logger: Logger): Promise<Tracing | undefined> {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!endpoint || env['OTEL_SDK_DISABLED'] === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none')
    return undefined;
  try {
    const [sdk, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] = await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
    const provider = new sdk.TracerProvider({
      resource: defaultResource().merge(
        resourceFromAttributes({
          'service.name': env['OTEL_SERVICE_NAME'] || 'fairlead',
          'service.version': VERSION,
        }),
      ),
      sampler: samplerOf(env, sdk),
      spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
    });
    logger.info({ endpoint: URL.parse(endpoint)?.origin ?? endpoint }, 'traces go to a collector');
    return { tracer: provider.getTracer('fairlead', VERSION), stop: () => within(provider.shutdown()) };
  } catch (error) {
    const { message } = error as Error;
    logger.error({ error: message }, 'traces are off: the packages of OpenTelemetry could not be loaded');
    return undefined;
  }
}

/** `OTEL_TRACES_SAMPLER` in the words of the specification; default: as the caller's trace, else always. */
function samplerOf(env: Environment, sdk: Sdk): Sampler {
  const { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler } = sdk;
  const ratio = Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1);
  const name = env['OTEL_TRACES_SAMPLER'] || 'parentbased_always_on';
  const root = name.endsWith('always_off')
    ? new AlwaysOffSampler()
    : name.endsWith('traceidratio')
      ? new TraceIdRatioBasedSampler(ratio)
      : new AlwaysOnSampler();
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

async function within(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
