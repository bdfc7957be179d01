import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, stall, type Behaviour } from '../../support/behaviours/index.js';
import { openStream, sendRest, sendUpTo } from '../../support/behaviours/send.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { call } from '../../support/http-call.js';
import { readStream, streamedText, type StreamAnswer } from '../../support/sse.js';
import { createGate, until, type Gate } from '../../support/time.js';
import { ConfigMapFolder } from './config-map.js';
import { ContainerProcess, describeAsContainer } from './container-process.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };
const WHOLE = 'The quick brown fox jumps over the lazy dog';
const STREAMS = 50;
/** Of these, so many whose provider never goes on. */
const ENDLESS = 5;
const CALLERS = 8;

/** Two events of content, and the rest when the gate opens. */
function held(gate: Gate): Behaviour {
  return {
    name: 'held',
    play: async (turn) => {
      const stream = openStream(turn);
      await sendUpTo(turn, stream, 2);
      await turn.pause(gate.opened);
      await sendRest(turn, stream, 2);
    },
  };
}

describeAsContainer('the gateway as its container runs it', () => {
  let folder: string;
  let provider: FaultServer;
  let map: ConfigMapFolder;
  let gateway: ContainerProcess;

  const files = (model: string): Record<string, string> => ({
    'fairlead.yaml': fairleadYaml({ one: { base_url: provider.baseUrl } }, { drain: { timeout: '2s' } }),
    'policy.yaml': tieredPolicy([`one/${model}`]),
  });
  const ask = async (): Promise<unknown[]> => {
    const { status, headers } = await call(`${gateway.apiUrl}/v1/chat/completions`, BODY);
    return [status, headers['x-fairlead-target']];
  };

  beforeAll(async () => {
    await ensureBuilt();
    provider = await startFaultServer();
    folder = await mkdtemp(join(tmpdir(), 'fairlead-container-'));
    await chmod(folder, 0o755);
    const [config, state] = [join(folder, 'config'), join(folder, 'state')];
    await Promise.all([mkdir(config), mkdir(state)]);
    map = await ConfigMapFolder.lay(config, files('before'));
    gateway = await ContainerProcess.start(join(config, 'fairlead.yaml'), state);
  }, 180_000);
  afterAll(async () => {
    await gateway.kill();
    await provider.stop();
    await rm(folder, { recursive: true });
  });

  it('is nobody, without capabilities, on a file system that is read-only', async () => {
    const status = await readFile(`/proc/${gateway.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:(\s+65532){4}$/m);
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    const mounts = await readFile(`/proc/${gateway.pid}/mounts`, 'utf8');
    expect(mounts).toMatch(/^\S+ \/ \S+ ro,/m);
    expect(mounts).toMatch(/^tmpfs \S+\/state tmpfs rw,/m);
  });

  it('follows a ConfigMap that is swapped under load, and no caller notices', async () => {
    provider.always(ok());
    let loading = true;
    const answers: unknown[][] = [];
    const caller = async (): Promise<void> => {
      while (loading) answers.push(await ask());
    };
    const callers = Array.from({ length: CALLERS }, caller);
    await until('some answers', () => answers.length > 100, { timeoutMs: 10_000 });
    await map.swap(files('after'));
    await until('the new policy', () => answers.at(-1)?.[1] === 'one/after', { timeoutMs: 10_000 });
    loading = false;
    await Promise.all(callers);
    // Lines are written in pieces.
    await until('the log to say so', () => gateway.count('policy loaded') > 0);
    expect(gateway.count('policy loaded')).toBe(1);
    expect(answers.filter(([status]) => status !== 200)).toEqual([]);
    expect(new Set(answers.map(([, target]) => target))).toEqual(new Set(['one/before', 'one/after']));
  }, 30_000);

  it('ends on SIGTERM with exit code 0, and each of 50 open streams has its end', async () => {
    const gate = createGate();
    provider.play([...Array.from({ length: STREAMS - ENDLESS }, () => held(gate)), stall(2)]);
    let begun = 0;
    const streams = Array.from({ length: STREAMS }, () => {
      const onEvent = once(() => begun++);
      return readStream(`${gateway.apiUrl}/v1/chat/completions`, { ...BODY, stream: true }, { onEvent });
    });
    await until('all to begin', () => begun === STREAMS, { timeoutMs: 10_000 });
    gateway.terminate();
    await until('the drain', () => gateway.count('draining') === 1);
    gate.open();
    const endings = (await Promise.all(streams)).map(endingOf);
    expect(endings.filter((ending) => ending === 'whole')).toHaveLength(STREAMS - ENDLESS);
    expect(endings.filter((ending) => ending === 'error event')).toHaveLength(ENDLESS);
    expect(await gateway.exitCode()).toBe(0);
  }, 30_000);
});

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}

function endingOf({ ending, events }: StreamAnswer): string {
  const last = events.at(-1)?.data ?? '';
  if (ending === 'complete' && last === '[DONE]' && streamedText(events) === WHOLE) return 'whole';
  return ending === 'complete' && last.includes('"error"') ? 'error event' : `${ending}: ${last}`;
}
