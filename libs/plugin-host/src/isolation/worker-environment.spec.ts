import { workerEnvironment } from './worker-environment.js';

it('a worker sees proxies, language and time zone, and no key', () => {
  const kept = {
    HTTPS_PROXY: 'a',
    http_proxy: 'b',
    NO_PROXY: 'c',
    ALL_PROXY: 'd',
    TZ: 'UTC',
    LANG: 'C',
    LC_ALL: 'C',
    NODE_ENV: 'production',
  };
  const dropped = {
    ACME_API_KEY: 'k',
    NODE_OPTIONS: '--inspect',
    PATH: '/bin',
    PROXY_PASSWORD: 'p',
    MY_TZ: 'x',
  };
  expect(workerEnvironment({ ...kept, ...dropped })).toEqual(kept);
});
