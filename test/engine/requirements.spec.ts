import { openAiResponses } from '@fairlead/dialects';
import { refusing, streaming } from './world/scripts.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const fine = streaming({ text: 'A', piecesAtMs: [100, 200] });
const overloaded = refusing(503);
const EU = { region: 'eu', tags: [] };
const US = { region: 'us', tags: [] };

async function ask(it: World, question: Question = {}): Promise<number | undefined> {
  const caller = it.ask(question);
  await it.clock.advance(30_000);
  return caller.status;
}

const targetsOf = (it: World): string[] => it.calls.map(({ target }) => target);

describe('constraints', () => {
  const regional = (constraint: object, options: Partial<WorldOptions> = {}): World =>
    new World({
      scripts: { 'one/a': [overloaded], 'two/b': [fine], 'three/c': [fine] },
      traits: { 'one/a': EU, 'two/b': US, 'three/c': EU },
      route: {
        tiers: [
          { name: 'first', strategy: 'in_order', targets: ['one/a', 'two/b'] },
          { name: 'second', targets: ['three/c'] },
        ],
      },
      policy: {
        constraints: [{ name: 'eu-data', match: 'any', require: { regions: ['eu'] }, ...constraint }],
      },
      ...options,
    });

  it('hold for the attempt after a failure too', async () => {
    const it = regional({});
    expect(await ask(it)).toBe(200);
    expect(new Set(targetsOf(it))).toEqual(new Set(['one/a', 'three/c']));
    expect(it.decided[0]!.steps[0]!.record.candidates).toContainEqual({
      id: 'two/b',
      tier: 'first',
      excluded: 'constraint:eu-data',
    });
  });

  it('do not concern requests that they do not match', async () => {
    const it = regional({ match: { labels: { data: 'personal' } } });
    expect(await ask(it)).toBe(200);
    expect(targetsOf(it)).toContain('two/b');
    expect(await ask(it, { labels: { data: 'personal' } })).toBe(200);
    expect(it.calls.at(-1)!.target).toBe('three/c');
  });

  it('hold for a target that the caller names', async () => {
    const it = regional({}, { policy: {} });
    expect(await ask(it, { body: { model: 'two/b' } })).toBe(200);
    const strict = regional({});
    expect(await ask(strict, { body: { model: 'two/b' } })).toBe(503);
    expect(strict.calls).toEqual([]);
  });
});

it('a limit per minute holds for another attempt at the same target too', async () => {
  for (const [limits, targets] of [
    [{}, ['one/a', 'one/a', 'two/b']],
    [{ rpm: 1 }, ['one/a', 'two/b']],
    [{ tpm: 400 }, ['one/a', 'two/b']],
  ] as const) {
    const it = new World({
      scripts: { 'one/a': [refusing(500)], 'two/b': [fine] },
      route: { strategy: 'in_order', targets: [{ target: 'one/a', limits }, 'two/b'] },
    });
    expect(await ask(it)).toBe(200);
    expect(targetsOf(it)).toEqual(targets);
  }
});

describe('what a request needs', () => {
  const schema = { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } };
  const tool = { type: 'function', function: { name: 'f' } };

  it.each([
    ['nothing', {}, 'one/a'],
    ['tools', { tools: [tool] }, 'two/b'],
    ['a schema', { response_format: schema }, 'three/c'],
  ])('%s: the first that is not known to lack it', async (_what, body, target) => {
    const it = new World({
      scripts: { 'one/a': [fine], 'two/b': [fine], 'three/c': [fine] },
      traits: {
        'one/a': { tags: [], capabilities: [] },
        'two/b': { tags: [], capabilities: ['tools'] },
      },
      route: { strategy: 'in_order', targets: ['one/a', 'two/b', 'three/c'] },
    });
    expect(await ask(it, { body })).toBe(200);
    expect(targetsOf(it)).toEqual([target]);
  });

  it('is told with the decision where somebody has looked, and never the conversation', async () => {
    const scripts = { 'one/a': [fine] };
    const question = { body: { tools: [tool] }, text: 'secret' };
    const unknown = new World({ scripts });
    await ask(unknown, question);
    expect(unknown.decided[0]!.facts).not.toHaveProperty('capabilities');
    const known = new World({ scripts, traits: { 'one/a': { tags: [], capabilities: ['tools'] } } });
    await ask(known, question);
    expect(known.decided[0]!.facts).toMatchObject({ capabilities: ['tools'] });
    expect(JSON.stringify(known.decided)).not.toContain('secret');
  });
});

describe('affinity', () => {
  const sticky = (mode: string, key: string): World =>
    new World({
      scripts: { 'one/a': [fine], 'two/b': [fine], 'three/c': [fine] },
      route: {
        targets: ['one/a', 'two/b', 'three/c'],
        affinity: { mode, key, min_prompt_tokens: 1 },
        panic: { mode: 'fail_fast' },
      },
    });

  it.each(['conversation', 'prompt_prefix'])(
    'by %s keeps the turns of a conversation together',
    async (key) => {
      const it = sticky('prefer', key);
      const turns = [
        [{ role: 'user', content: 'first' }],
        [
          { role: 'user', content: 'first' },
          { role: 'assistant', content: 'A' },
          { role: 'user', content: 'second' },
        ],
      ];
      for (const messages of turns) expect(await ask(it, { body: { messages } })).toBe(200);
      expect(new Set(targetsOf(it)).size).toBe(1);
      for (let n = 0; n < 20; n++) await ask(it, { text: `conversation ${n}` });
      expect(new Set(targetsOf(it)).size).toBe(3);
    },
  );

  it('that is required refuses rather than move', async () => {
    const it = sticky('require', 'tenant');
    const mine = { labels: { tenant: 'acme' } };
    await ask(it, mine);
    const bound = it.calls[0]!.target;
    it.health.setAdmin(bound, 'disabled');
    const caller = it.ask(mine);
    await it.clock.advance(30_000);
    expect(caller.status).toBe(409);
    expect(caller.text).toContain('bound_target_unavailable');
    expect(await ask(it, { labels: { tenant: 'other' } })).toBe(200);
  });

  it('to an account that keeps an answer is as strict', async () => {
    const speaks = ['openai-responses'] as const;
    const it = new World({
      scripts: { 'one/a': [fine], 'two/b': [fine] },
      speaks: { 'one/a': speaks, 'two/b': speaks },
      route: { targets: ['one/a', 'two/b'], panic: { mode: 'fail_fast' } },
    });
    it.engine.keptReplies.remember('resp_1', 'one/a');
    it.health.setAdmin('one/a', 'draining');
    const body = { model: 'chat', input: 'go on', previous_response_id: 'resp_1' };
    const caller = it.ask({ dialect: openAiResponses, body });
    await it.clock.advance(30_000);
    expect(caller.status).toBe(409);
    expect(caller.text).toContain('bound_target_unavailable');
  });
});
