// One decision, of the built packages alone: the route by its CEL condition, then ten tiers of 20 targets with an affinity. Prints JSON:
// µs and bytes for it, and how many bytes more it takes for each target that is out of order: all of the first five tiers are, 20 or 40
// in each.
//   node --expose-gc --min-semi-space-size=128 --max-semi-space-size=256 test/bench/decision.mjs
import { compilePolicy, findRoute } from '@fairlead/policy';
import { LoadBook, noHistory, Router, strategiesByName } from '@fairlead/routing';
import { seededRng } from '@fairlead/plugin-sdk';

const TIERS = 10;
const TARGETS = 20;
const WARM_UP = 100_000;
const DECISIONS = 100_000;
/** So few that no collection comes between. */
const COUNTED = 2000;

const strategies = strategiesByName();
const clock = { now: () => performance.now(), wall: () => new Date(), after: () => () => undefined };
const WELL = { onlyCircuit: false, weightFactor: 1, level: 0, circuit: 'healthy' };
const OUT = { ...WELL, onlyCircuit: true, obstacle: { condition: 'circuit', reason: 'circuit:ejected' } };
const tenants = Array.from({ length: 64 }, (_, n) => `tenant-${n}`);

const isOut = (id) => Number(id.slice(1, id.indexOf('/'))) < TIERS / 2;
const inOrder = decider(TARGETS, () => WELL);
const fewOut = decider(TARGETS, (id) => (isOut(id) ? OUT : WELL));
const manyOut = decider(2 * TARGETS, (id) => (isOut(id) ? OUT : WELL));
for (let n = 0; n < WARM_UP; n++) for (const decide of [inOrder, fewOut, manyOut]) decide(n);
const perExcluded = (bytes(manyOut) - bytes(fewOut)) / (TARGETS * (TIERS / 2));
console.log(
  JSON.stringify({ micros: micros(inOrder), bytes: bytes(inOrder), bytesPerExcluded: perExcluded }),
);

function decider(perTier, standing) {
  const { plan, problems } = compilePolicy(JSON.stringify(policy(perTier)), 'bench', { strategies });
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  const targets = new Map(
    plan.routes[0].tiers.flatMap(({ pool }) =>
      pool.targets.map(({ id, provider }) => [id, infoOf(id, provider)]),
    ),
  );
  const health = { standing, admit: () => ({ settle() {} }) };
  const router = new Router({
    targets,
    strategies,
    health,
    load: new LoadBook({ clock }),
    clock,
    rng: seededRng(1),
  });
  return (n) => {
    const tenant = tenants[n % tenants.length];
    const facts = {
      operation: 'chat',
      model: 'm',
      stream: true,
      promptTokens: 800,
      labels: { tenant },
      tenant,
    };
    const route = findRoute(plan, { ...facts, headers: {}, direct: false });
    const decision = router.decide(route, facts, { ...noHistory, affinityKey: tenant });
    if (decision.choice === undefined) throw new Error('nobody was chosen');
    return decision;
  };
}

function micros(decide) {
  const startedAt = performance.now();
  for (let n = 0; n < DECISIONS; n++) decide(n);
  return ((performance.now() - startedAt) * 1000) / DECISIONS;
}

function bytes(decide) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < COUNTED; n++) decide(n);
  return (process.memoryUsage().heapUsed - before) / COUNTED;
}

function policy(perTier) {
  const tiers = Array.from({ length: TIERS }, (_, tier) => ({
    name: `tier-${tier}`,
    pool: `pool-${tier}`,
  }));
  const pools = Object.fromEntries(
    tiers.map(({ pool }, tier) => [
      pool,
      {
        strategy: 'latency',
        targets: Array.from({ length: tier < TIERS / 2 ? perTier : TARGETS }, (_, n) => `p${tier}/m${n}`),
      },
    ]),
  );
  const when = 'request.stream && request.prompt_tokens_est < 100000 && label("tenant") != "blocked"';
  const affinity = { key: 'tenant', mode: 'prefer' };
  return {
    version: 1,
    pools,
    routes: [
      { name: 'bench', match: { when }, affinity, tiers },
      { name: 'rest', match: 'any', pool: 'pool-0' },
    ],
  };
}

function infoOf(id, provider) {
  const scopes = { endpoint: provider, credential: provider, model: id };
  return { id, scopes, wireModel: 'm', speaks: ['openai-chat'] };
}
