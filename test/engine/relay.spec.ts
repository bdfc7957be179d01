import { openAiSpeech, openAiTranscriptions } from '@fairlead/dialects';
import type { Upload } from '@fairlead/engine';
import { play, tried } from './world/play.js';
import type { Script, Step } from './world/scripted-provider.js';
import { failed, HANGING, refusing, UNREACHABLE } from './world/scripts.js';
import { World, type Question } from './world/world.js';

const LIMITS = { connect: '3s', first_token: '10s', idle: '5s', transport_idle: '20s', total: '60s' };
const SPEECH: Question = { stream: false, dialect: openAiSpeech, body: { model: 'chat', input: 'Ahoy' } };

const begin: Step = { atMs: 2, does: 'answer', status: 200, headers: { 'content-type': 'audio/mpeg' } };
/** A piece at each of these moments, and its end at the last. */
function singing(...piecesAtMs: readonly number[]): Script {
  const pieces = piecesAtMs.map((atMs): Step => ({ atMs, does: 'send', text: '~' }));
  return [{ atMs: 1, does: 'connect' }, begin, ...pieces, { atMs: Math.max(2, ...piecesAtMs), does: 'end' }];
}

function world(scripts: Readonly<Record<string, readonly Script[]>>): World {
  const speaks = ['openai-speech', 'openai-transcriptions'] as const;
  return new World({
    scripts,
    speaks: Object.fromEntries(Object.keys(scripts).map((id) => [id, speaks])),
    route: {
      tiers: Object.keys(scripts).map((id) => ({ targets: [id] })),
      timeouts: LIMITS,
      failover: { same_target_retries: 0 },
    },
  });
}

describe('a reply that passes as it comes', () => {
  it.each<{ why: string; script: Script; outcome: string; endMs: number; text: string }>([
    { why: 'is whole', script: singing(10, 20), outcome: 'ok', endMs: 20, text: '~~' },
    { why: 'is empty', script: singing(), outcome: 'ok', endMs: 2, text: '' },
    {
      why: 'is slow, piece by piece',
      script: singing(19_000, 38_000),
      outcome: 'ok',
      endMs: 38_000,
      text: '~~',
    },
    { why: 'falls silent', script: singing(10, 20_011), outcome: 'partial', endMs: 20_010, text: '~' },
    {
      why: 'breaks off',
      script: [...singing(10).slice(0, -1), failed('stream_broken', 15)],
      outcome: 'partial',
      endMs: 15,
      text: '~',
    },
    {
      why: 'never ends',
      script: singing(...Array.from({ length: 70 }, (_, second) => second * 1000 + 500)),
      outcome: 'partial',
      endMs: 60_000,
      text: '~'.repeat(60),
    },
  ])('$why: $outcome', async ({ script, outcome, endMs, text }) => {
    const it = world({ 'one/m': [script], 'two/m': [singing(10)] });
    const caller = await play(it, SPEECH);
    expect([it.reports[0]?.outcome, it.reports[0]?.durationMs]).toEqual([outcome, endMs]);
    expect([caller.status, caller.text, tried(it)]).toEqual([200, text, ['one/m']]);
    // A reply that is not whole must not look like one.
    expect([caller.ends, caller.aborted]).toEqual(outcome === 'ok' ? [1, false] : [0, true]);
  });

  it.each<[string, Script]>([
    ['cannot be reached', UNREACHABLE],
    ['is overloaded', refusing(503)],
    ['refuses the key', refusing(401)],
    ['redirects', refusing(302)],
  ])('comes from another target where the first %s', async (_why, script) => {
    const it = world({ 'one/m': [script], 'two/m': [singing(10)] });
    const caller = await play(it, SPEECH);
    expect([caller.status, caller.text, tried(it)]).toEqual([200, '~', ['one/m', 'two/m']]);
    expect(caller.header('x-fairlead-target')).toBe('two/m');
  });

  it('may take its time to begin, up to the deadline', async () => {
    const it = world({ 'one/m': [HANGING], 'two/m': [singing(10)] });
    const caller = await play(it, SPEECH);
    expect([caller.status, caller.endedAtMs, tried(it)]).toEqual([504, 60_000, ['one/m']]);
  });

  it('waits for its caller, and the provider is not to blame', async () => {
    const it = world({ 'one/m': [singing(10, 20, 30)] });
    const caller = await play(it, { ...SPEECH, readsAfterMs: 19_000 });
    expect([caller.text, caller.ends]).toEqual(['~~~', 1]);
    expect(caller.writes.map(({ atMs }) => atMs)).toEqual([10, 19_010, 38_010]);
  });

  it('ends when its caller leaves', async () => {
    const it = world({ 'one/m': [singing(10, 20, 30)] });
    const caller = await play(it, { ...SPEECH, leavesAtMs: 15 });
    expect([it.reports[0]?.outcome, caller.text, it.calls[0]?.abortedAtMs]).toEqual(['cancelled', '~', 15]);
  });
});

describe('an upload', () => {
  const upload = (spent: boolean): Upload & { readonly opened: string[] } => {
    const opened: string[] = [];
    const open = (model: string): AsyncIterable<Uint8Array> => {
      opened.push(model);
      return (async function* () {})();
    };
    return { spent, open, opened, readBytes: 2 * 1024 * 1024 };
  };
  const question = (of: Upload): Question => ({
    stream: false,
    dialect: openAiTranscriptions,
    body: {},
    relay: { method: 'POST', contentType: 'multipart/form-data; boundary=b', upload: of },
  });

  it.each([
    ['is sent again while its beginning is held', false, 200, ['small', 'large']],
    ['is not sent again once its beginning is gone', true, 503, ['small']],
  ])('%s', async (_what, spent, status, models) => {
    const it = world({ 'one/small': [refusing(503)], 'two/large': [singing(10)] });
    const form = upload(spent);
    const caller = await play(it, question(form));
    expect([caller.status, form.opened]).toEqual([status, models]);
  });
});

describe('a reply that a target keeps', () => {
  const kept = (keeper: string): Question => ({
    stream: false,
    dialect: openAiSpeech,
    body: {},
    relay: { method: 'GET', suffix: '/r_1', passRefusals: true, keeper },
  });

  it('is asked for at that target alone', async () => {
    const it = world({ 'one/m': [singing(10)], 'two/m': [UNREACHABLE] });
    const caller = await play(it, kept('two/m'));
    expect([caller.status, new Set(tried(it))]).toEqual([502, new Set(['two/m'])]);
  });

  it.each([
    [404, 404],
    [429, 429],
    [503, 503],
  ])('may be refused with %i', async (refused, status) => {
    const it = world({ 'one/m': [singing(10)], 'two/m': [refusing(refused)] });
    const caller = await play(it, kept('two/m'));
    expect([caller.status, tried(it).includes('one/m')]).toEqual([status, false]);
    expect(it.health.standing('two/m').obstacle).toBeUndefined();
  });
});
