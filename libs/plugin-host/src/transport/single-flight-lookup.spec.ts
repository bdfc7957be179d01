import type { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { RecordedReply } from '../testing/recorded-reply.js';
import { listenHttp } from '../testing/loopback.js';
import { HttpTransport } from './http-transport.js';
import { singleFlightLookup } from './single-flight-lookup.js';

type Answer = (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void;

/** A resolver that answers when the test says so. */
function slowResolver(): { asked: string[]; answers: Answer[]; lookup: LookupFunction } {
  const asked: string[] = [];
  const answers: Answer[] = [];
  const system = (name: string, _options: unknown, answer: Answer): void => {
    asked.push(name);
    answers.push(answer);
  };
  return { asked, answers, lookup: singleFlightLookup(system as unknown as typeof systemLookup) };
}

describe('single-flight lookup', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
  });

  it('holds one thread for a name that hangs, and nobody else waits for it', async () => {
    const { asked, answers, lookup } = slowResolver();
    const server = await listenHttp((_request, response) => void response.end('ok'));
    const transport = new HttpTransport({ env: {}, lookup });
    running.push(server, { stop: () => transport.destroy() });
    const get = (host: string): RecordedReply => {
      const reply = new RecordedReply();
      transport.send({ method: 'GET', url: `http://${host}:${server.port}`, headers: {} }, reply);
      return reply;
    };
    const hanging = [get('hangs.test'), get('hangs.test'), get('hangs.test')];
    const quick = get('quick.test');
    while (asked.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual(['hangs.test', 'quick.test']);
    answers[1]!(null, [{ address: '127.0.0.1', family: 4 }]);
    await quick.heard('over');
    expect(quick.text).toBe('ok');
    expect(hanging.flatMap(({ events }) => events)).toEqual([]);
    answers[0]!(null, [{ address: '127.0.0.1', family: 4 }]);
    for (const each of hanging) await each.heard('over');
    expect(hanging.map(({ text }) => text)).toEqual(['ok', 'ok', 'ok']);
  });

  it('makes a failed lookup a connect_error that names the host, and asks anew next time', async () => {
    const { asked, answers, lookup } = slowResolver();
    const transport = new HttpTransport({ env: {}, lookup });
    running.push({ stop: () => transport.destroy() });
    for (const nth of [0, 1]) {
      const reply = new RecordedReply();
      transport.send({ method: 'GET', url: 'http://none.test', headers: {} }, reply);
      while (answers.length <= nth) await new Promise((resolve) => setImmediate(resolve));
      answers[nth]!(Object.assign(new Error('getaddrinfo ENOTFOUND none.test'), { code: 'ENOTFOUND' }), []);
      await reply.heard('over');
      expect(reply.fault).toMatchObject({ faultClass: 'connect_error' });
      expect(reply.fault?.message).toContain('none.test:80 has no address');
    }
    expect(asked).toEqual(['none.test', 'none.test']);
  });

  it('gives a name up after the connect timeout', async () => {
    const { lookup } = slowResolver();
    const transport = new HttpTransport({ env: {}, lookup, connectTimeoutMs: 20 });
    running.push({ stop: () => transport.destroy() });
    const reply = new RecordedReply();
    transport.send({ method: 'GET', url: 'http://hangs.test', headers: {} }, reply);
    await reply.heard('over');
    expect(reply.fault).toMatchObject({ faultClass: 'timeout_connect' });
  });
});
