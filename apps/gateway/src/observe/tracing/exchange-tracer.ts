import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import type {
  AttemptOutset,
  AttemptTrace,
  ExchangeReport,
  ExchangeTrace,
  ExchangeTracer,
  Ingress,
} from '@fairlead/engine';
import { attemptAttributes, exchangeAttributes, outsetAttributes, spanName } from './attributes.js';

/** Draws a server span for each exchange, below the caller's own, and a client span below it for each attempt. */
export class SpanTracer implements ExchangeTracer {
  /** @param vendorOf a provider's name in the configuration → the vendor it is, where that is known */
  constructor(
    private readonly tracer: Tracer,
    private readonly vendorOf: (provider: string) => string | undefined,
  ) {}

  begin({ dialect, headers }: Ingress): ExchangeTrace {
    const options = { kind: SpanKind.SERVER, attributes: { 'fairlead.dialect': dialect.name } };
    const span = this.tracer.startSpan(dialect.operation, options, parentOf(headers));
    const context = trace.setSpan(ROOT_CONTEXT, span);
    return {
      attemptStarts: (outset) => this.#attempt(outset, context),
      ended: (report) => endExchange(span, report),
    };
  }

  #attempt(outset: AttemptOutset, context: Context): AttemptTrace {
    const attributes = outsetAttributes(outset, this.vendorOf(outset.provider));
    const span = this.tracer.startSpan(spanName(outset), { kind: SpanKind.CLIENT, attributes }, context);
    return {
      headers: headersOf(span.spanContext()),
      ended(report, usage) {
        span.setAttributes(attemptAttributes(report, usage));
        if (report.result !== 'ok' && report.result !== 'cancelled') span.setStatus(FAILED);
        span.end();
      },
    };
  }
}

const FAILED = { code: SpanStatusCode.ERROR };

function endExchange(span: Span, report: ExchangeReport): void {
  span.setAttributes(exchangeAttributes(report));
  // Of a server, by the conventions: what the caller did wrong is no error of ours.
  if (report.status >= 500 || report.outcome === 'partial') span.setStatus(FAILED);
  span.end();
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The caller's place in its own trace. */
function parentOf({ traceparent }: Ingress['headers']): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(String(traceparent)) ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const traceFlags = parseInt(flags!, 16) & TraceFlags.SAMPLED;
  const parent: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

function headersOf({ traceId, spanId, traceFlags }: SpanContext): AttemptTrace['headers'] {
  return { traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}` };
}
