import { DIALECTS, type Operation, type RequestFacts, type TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan, TargetPlan } from '@fairlead/policy';
import type { AttemptHistory } from './decision.js';
import { unsuitable } from './suitability.js';
import type { TargetInfo } from './target-info.js';

export interface BarrierQuestion {
  readonly route: RoutePlan;
  readonly facts: RequestFacts;
  readonly history: AttemptHistory;
  /** Affinity lets it go nowhere else. */
  readonly boundTo: TargetId | undefined;
}

/** Why a target cannot take this request whatever its health and load; undefined when it can. */
export function barrier(
  target: TargetPlan,
  info: TargetInfo,
  { route, facts, history, boundTo }: BarrierQuestion,
): string | undefined {
  if (info.unconfigured !== undefined) return `unconfigured:${info.unconfigured}`;
  if (!speaksOf(info, facts.operation)) return `capability:${facts.operation}`;
  const unwanted = unsuitable(target, info, route, facts, history.constraints);
  if (unwanted !== undefined) return unwanted;
  const unfit = history.unfit?.(info);
  if (unfit !== undefined) return unfit;
  const { contextWindow } = info;
  if (contextWindow !== undefined && facts.promptTokens > contextWindow) {
    return `context:${facts.promptTokens}>${contextWindow}`;
  }
  const { minContextTokens, barredCredentials } = history;
  if (minContextTokens !== undefined && !(contextWindow !== undefined && contextWindow > minContextTokens)) {
    return `context:${contextWindow ?? 'unknown'}<=${minContextTokens}`;
  }
  if (barredCredentials?.has(info.scopes.credential)) return 'credential:barred';
  return boundTo === undefined || boundTo === target.id ? undefined : `affinity:${boundTo}`;
}

function speaksOf({ speaks }: TargetInfo, operation: Operation): boolean {
  for (const dialect of speaks) if (DIALECTS[dialect] === operation) return true;
  return false;
}
