import { proxyFor } from './proxy.js';

const PROXY = 'http://proxy.test:3128/';

describe('proxyFor', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['https://a.test', {}, undefined],
    ['https://a.test', { HTTPS_PROXY: 'http://proxy.test:3128' }, PROXY],
    ['https://a.test', { https_proxy: 'http://proxy.test:3128', HTTPS_PROXY: 'http://other.test' }, PROXY],
    ['https://a.test', { HTTP_PROXY: 'http://proxy.test:3128' }, undefined],
    ['http://a.test', { http_proxy: 'http://proxy.test:3128' }, PROXY],
    ['http://a.test', { all_proxy: 'http://proxy.test:3128' }, PROXY],
    ['https://a.test', { HTTPS_PROXY: 'proxy.test:3128' }, PROXY],
    ['https://a.test', { HTTPS_PROXY: '' }, undefined],
    ['http://127.0.0.1:8000', { HTTP_PROXY: 'http://proxy.test:3128' }, PROXY],
  ])('%s with %j', (origin, env, proxy) => {
    expect(proxyFor(new URL(origin), env)).toBe(proxy);
  });

  it('names the variable and not its value when it holds no URL', () => {
    const env = { HTTPS_PROXY: 'http://user:secret@[bad' };
    expect(() => proxyFor(new URL('https://a.test'), env)).toThrow(/https_proxy/);
    expect(() => proxyFor(new URL('https://a.test'), env)).not.toThrow(/secret/);
  });
});

describe('NO_PROXY', () => {
  it.each<[string, string, 'direct' | 'proxy']>([
    ['*', 'https://a.test', 'direct'],
    ['a.test', 'https://a.test', 'direct'],
    ['A.Test', 'https://a.TEST', 'direct'],
    ['a.test', 'https://api.a.test', 'direct'],
    ['.a.test', 'https://api.a.test', 'direct'],
    ['.a.test', 'https://a.test', 'direct'],
    ['*.a.test', 'https://api.a.test', 'direct'],
    ['a.test', 'https://aa.test', 'proxy'],
    ['a.test', 'https://a.test.example', 'proxy'],
    ['api.a.test', 'https://a.test', 'proxy'],
    ['a.test:443', 'https://a.test', 'direct'],
    ['a.test:8443', 'https://a.test', 'proxy'],
    ['a.test:8443', 'https://a.test:8443', 'direct'],
    ['b.test, a.test', 'https://a.test', 'direct'],
    ['b.test a.test', 'https://a.test', 'direct'],
    [' , ', 'https://a.test', 'proxy'],
    ['localhost,127.0.0.1', 'https://127.0.0.1:9', 'direct'],
    ['10.0.0.0/8', 'https://10.1.2.3', 'direct'],
    ['10.0.0.0/8', 'https://11.1.2.3', 'proxy'],
    ['10.0.0.0/8', 'https://a.test', 'proxy'],
    ['10.0.0.0/99', 'https://10.0.0.1', 'proxy'],
    ['fd00::/8', 'https://[fd12::1]', 'direct'],
    ['::1', 'https://[::1]:8443', 'direct'],
    ['[::1]', 'https://[::1]:8443', 'direct'],
    ['[::1]:8443', 'https://[::1]:8443', 'direct'],
    ['[::1]:9', 'https://[::1]:8443', 'proxy'],
  ])('%j sends %s %s', (list, origin, way) => {
    const proxy = proxyFor(new URL(origin), { HTTPS_PROXY: PROXY, NO_PROXY: list });
    expect(proxy).toBe(way === 'proxy' ? PROXY : undefined);
  });
});
