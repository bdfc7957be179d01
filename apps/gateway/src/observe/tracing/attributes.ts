import type { Attributes } from '@opentelemetry/api';
import type { Operation, TokenUsage } from '@fairlead/plugin-sdk';
import type { AttemptOutset, AttemptReport, ExchangeReport } from '@fairlead/engine';
import { formatUsd } from '@fairlead/ledger';
import { phasesOf } from '../phases.js';

/** `gen_ai.operation.name`, where the conventions have a word of their own. */
const OPERATION_NAMES: Readonly<Partial<Record<Operation, string>>> = { completions: 'text_completion' };

/** `{operation} {model}`, as OpenTelemetry's conventions for generative AI name a client's span. */
export function spanName({ operation, model }: AttemptOutset): string {
  return `${OPERATION_NAMES[operation] ?? operation} ${model}`;
}

/** What is known as it goes out. No text of the caller's or the provider's is ever an attribute. */
export function outsetAttributes(outset: AttemptOutset, vendor: string | undefined): Attributes {
  const { target, provider, model, endpoint, operation, stream } = outset;
  const [, host = endpoint, port] = /^(.+):(\d+)$/.exec(endpoint) ?? [];
  return {
    'gen_ai.operation.name': OPERATION_NAMES[operation] ?? operation,
    'gen_ai.provider.name': vendor ?? provider,
    'gen_ai.request.model': model,
    'gen_ai.request.stream': stream,
    'server.address': host,
    ...(port !== undefined && { 'server.port': Number(port) }),
    'fairlead.target': target,
  };
}

export function attemptAttributes(report: AttemptReport, usage: TokenUsage | undefined): Attributes {
  const { result, status, hedge, connectMs, firstTokenMs } = report;
  return {
    ...(result !== 'ok' && { 'error.type': result }),
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(hedge && { 'fairlead.hedge': true }),
    ...(connectMs !== undefined && { 'fairlead.connect_ms': connectMs }),
    ...(firstTokenMs !== undefined && { 'gen_ai.response.time_to_first_chunk': firstTokenMs / 1000 }),
    ...(usage && usageAttributes(usage)),
  };
}

export function exchangeAttributes(report: ExchangeReport): Attributes {
  const { requestId, route, target, outcome, status, attempts, stream, canary, costNanoUsd } = report;
  const phases = phasesOf(report);
  return {
    'http.response.status_code': status,
    'fairlead.request_id': requestId,
    'fairlead.outcome': outcome,
    'fairlead.attempts': attempts.length,
    'fairlead.stream': stream,
    ...(outcome !== 'ok' && { 'error.type': outcome }),
    ...(route !== undefined && { 'fairlead.route': route }),
    ...(target !== undefined && { 'fairlead.target': target }),
    ...(canary !== undefined && { 'fairlead.canary': canary }),
    ...(costNanoUsd !== undefined && { 'fairlead.cost_usd': Number(formatUsd(costNanoUsd)) }),
    ...(phases &&
      Object.fromEntries(Object.entries(phases).map(([name, ms]) => [`fairlead.${name}_ms`, ms]))),
  };
}

function usageAttributes({ input, output, cacheRead, cacheWrite, reasoning }: TokenUsage): Attributes {
  return {
    ...(input !== undefined && { 'gen_ai.usage.input_tokens': input }),
    ...(output !== undefined && { 'gen_ai.usage.output_tokens': output }),
    ...(cacheRead !== undefined && { 'gen_ai.usage.cache_read.input_tokens': cacheRead }),
    ...(cacheWrite !== undefined && { 'gen_ai.usage.cache_creation.input_tokens': cacheWrite }),
    ...(reasoning !== undefined && { 'gen_ai.usage.reasoning.output_tokens': reasoning }),
  };
}
