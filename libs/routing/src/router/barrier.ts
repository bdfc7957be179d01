import { DIALECTS, type RequestFacts } from '@fairlead/plugin-sdk';
import type { AttemptHistory } from './decision.js';
import type { TargetInfo } from './target-info.js';

/** Why a target cannot take this request whatever its health and load; undefined when it can. */
export function barrier(info: TargetInfo, facts: RequestFacts, history: AttemptHistory): string | undefined {
  if (info.unconfigured !== undefined) return `unconfigured:${info.unconfigured}`;
  if (!info.speaks.some((dialect) => DIALECTS[dialect] === facts.operation))
    return `capability:${facts.operation}`;
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
  return undefined;
}
