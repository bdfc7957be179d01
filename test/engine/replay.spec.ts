import type { Upload } from '@fairlead/engine';
import { openAiTranscriptions } from '@fairlead/dialects';
import { good, play, tried } from './world/play.js';
import { breaking, failed, HANGING, refusing, replying, UNREACHABLE } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World } from './world/world.js';

const BODY_BYTES = JSON.stringify({
  model: 'chat',
  stream: false,
  messages: [{ role: 'user', content: 'hello' }],
}).length;
const QUESTION = { stream: false };

function world(first: readonly Script[], limitBytes: number, more: object = {}): World {
  return new World({
    scripts: { 'one/a': first, 'two/b': [replying('B', 20)], 'three/c': good('C') },
    route: { targets: ['one/a', 'two/b'], failover: { max_replay_bytes: `${limitBytes}B` }, ...more },
  });
}

describe('a body above max_replay_bytes', () => {
  it.each<[string, readonly Script[], number]>([
    ['a failure of the server', [refusing(500)], 502],
    ['a rate limit', [refusing(429)], 429],
    ['a target that is not reached', [UNREACHABLE], 502],
  ])('has one attempt only: %s', async (_what, first, status) => {
    const it = world(first, BODY_BYTES - 1);
    const caller = await play(it, QUESTION);
    expect([tried(it), caller.status]).toEqual([['one/a'], status]);
    const { error } = JSON.parse(caller.text) as { error: { message: string; fairlead: unknown } };
    expect(error.message).toContain(
      `nobody else was asked: a body of ${BODY_BYTES} bytes is above failover.max_replay_bytes (${BODY_BYTES - 1}B)`,
    );
    expect(it.reports).toMatchObject([{ notReplayedBytes: BODY_BYTES }]);
    expect(it.reports[0]!.error).toContain('max_replay_bytes');
    expect(it.decided).toMatchObject([{ notReplayedBytes: BODY_BYTES, steps: [{}] }]);
  });

  it('is another thing than a body that is as large', async () => {
    const it = world([refusing(401)], BODY_BYTES);
    const caller = await play(it, QUESTION);
    expect([tried(it), caller.status]).toEqual([['one/a', 'two/b'], 200]);
    expect(it.reports[0]!.notReplayedBytes).toBeUndefined();
  });

  it('is not blamed for what the request itself would have met anywhere', async () => {
    const it = world([refusing(400)], 0);
    const caller = await play(it, QUESTION);
    expect([caller.status, tried(it)]).toEqual([400, ['one/a']]);
    expect(caller.text).not.toContain('nobody else');
    expect(it.reports[0]!.notReplayedBytes).toBeUndefined();
  });

  it('goes out again where the connection had died before', async () => {
    const stale = [[failed('connect_error', 1, { staleConnection: true })], replying('A', 20)];
    const it = world(stale, 0);
    const caller = await play(it, QUESTION);
    expect([tried(it), caller.status]).toEqual([['one/a', 'one/a'], 200]);
  });

  it('has no hedge beside it and no copy', async () => {
    const hedged = world([HANGING], 0, { hedge: { after: '500ms', max_extra: '100%' } });
    await play(hedged, { stream: true });
    expect(tried(hedged)).toEqual(['one/a']);
    const copied = world([replying('A', 20)], 0, { shadow: [{ target: 'three/c', sample: '100%' }] });
    await play(copied, QUESTION);
    expect(tried(copied)).toEqual(['one/a']);
  });

  it('is not sent to whoever could go on with its answer', async () => {
    const broken = breaking({ text: 'A', piecesAtMs: [10] }, 20, 'reset');
    const it = new World({
      scripts: { 'one/a': [broken], 'two/a': good('B') },
      route: {
        targets: ['one/a', 'two/a'],
        failover: { max_replay_bytes: '0B', on_stream_break: 'continue' },
      },
    });
    await play(it, { stream: true });
    expect(tried(it)).toEqual(['one/a']);
  });
});

it('holds for a form by as much of it as was read', async () => {
  const upload = (readBytes: number): Upload => ({
    spent: false,
    readBytes,
    open: () => (async function* () {})(),
  });
  const ask = async (readBytes: number): Promise<World> => {
    const it = new World({
      scripts: { 'one/a': [refusing(503)], 'two/b': [replying('B', 20)] },
      speaks: { 'one/a': ['openai-transcriptions'], 'two/b': ['openai-transcriptions'] },
      route: { targets: ['one/a', 'two/b'], failover: { max_replay_bytes: '1KiB' } },
    });
    const relay = { method: 'POST', upload: upload(readBytes) } as const;
    await play(it, { stream: false, dialect: openAiTranscriptions, body: {}, relay });
    return it;
  };
  expect(tried(await ask(1024))).toEqual(['one/a', 'two/b']);
  const above = await ask(1025);
  expect([tried(above), above.reports[0]!.notReplayedBytes]).toEqual([['one/a'], 1025]);
});
