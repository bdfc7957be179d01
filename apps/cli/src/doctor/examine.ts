import type { ConfiguredProvider } from '@fairlead/plugin-host';
import { checkConnection, checkName } from './check-connection.js';
import { checkClock, checkQuota } from './check-headers.js';
import { checkKey } from './check-key.js';
import { checkModels, checkNames } from './check-models.js';
import { ok, skipped, type Finding } from './finding.js';

export interface Patient {
  readonly instance: ConfiguredProvider;
  /** Models that the policy asks of it, as it spells them. */
  readonly models: readonly string[];
}

/** Looks at one provider from near to far; what lies behind something broken is not looked at. Spends no tokens. */
export async function examine({ instance, models }: Patient, timeoutMs: number): Promise<Finding[]> {
  const key = checkKey(instance);
  const { home } = instance;
  if (home === undefined) return [key, skipped('connection', 'answers in this process: there is no network')];
  const road = await examineRoad(instance, home, timeoutMs);
  const blocked = road.some(({ level }) => level === 'problem');
  if (blocked || instance.unset.length > 0) return [key, ...road];
  return [key, ...road, ...(await examineReply(instance, models, timeoutMs))];
}

async function examineRoad(instance: ConfiguredProvider, home: URL, timeoutMs: number): Promise<Finding[]> {
  const { proxy } = instance;
  if (proxy !== undefined)
    return [ok('proxy', `${proxy}, by the environment; it alone knows names and opens connections`)];
  const name = await checkName(home);
  if (name.level === 'problem') return [name];
  return [name, await checkConnection(instance, timeoutMs, new Date())];
}

async function examineReply(
  instance: ConfiguredProvider,
  models: readonly string[],
  timeoutMs: number,
): Promise<Finding[]> {
  const startedAt = performance.now();
  const listed = await instance.listModels(timeoutMs);
  if (listed === undefined) return [skipped('models', 'its plugin has no request that spends no tokens')];
  const reply = checkModels(listed, Math.round(performance.now() - startedAt));
  const quota = checkQuota(instance.quota(listed.headers));
  const clock = checkClock(listed.headers, new Date());
  if (listed.status === undefined) return [reply];
  return [reply, ...(listed.result === 'ok' ? checkNames(models, listed) : []), quota, clock];
}
