import { judgeAdmin, type AdminRequest, type AdminRules } from './admin-access.js';

const LOCAL: AdminRules = { boundTo: '127.0.0.1', token: undefined };
const PUBLIC: AdminRules = { boundTo: '0.0.0.0', token: 's3cret' };

describe('the admin listener', () => {
  it.each<[string, AdminRequest, AdminRules, 200 | 401 | 403]>([
    ['a caller on this machine', { host: '127.0.0.1:9090' }, LOCAL, 200],
    ['by name', { host: 'localhost:9090' }, LOCAL, 200],
    ['by any address of the machine itself', { host: '127.8.9.1' }, LOCAL, 200],
    ['over IPv6', { host: '[::1]:9090' }, { ...LOCAL, boundTo: '::1' }, 200],
    ['the console in a browser', { host: '127.0.0.1:9090', origin: 'http://127.0.0.1:9090' }, LOCAL, 200],
    ['without a host', {}, LOCAL, 403],
    ['a page elsewhere', { host: '127.0.0.1:9090', origin: 'https://evil.example' }, LOCAL, 403],
    ['a page of another port', { host: '127.0.0.1:9090', origin: 'http://127.0.0.1:3000' }, LOCAL, 403],
    ['a page without an origin of its own', { host: '127.0.0.1:9090', origin: 'null' }, LOCAL, 403],
    ['a name that was made to point here', { host: 'evil.example:9090' }, LOCAL, 403],
    ['a name that looks like an address', { host: '127.0.0.1.evil.example' }, LOCAL, 403],
    ['an address in hexadecimal', { host: '0x7f.1' }, LOCAL, 403],
    [
      'the token, on this machine too',
      { host: 'proxy.example', authorization: 'Bearer s3cret' },
      { ...LOCAL, token: 's3cret' },
      200,
    ],
    ['anybody without the token', { host: 'gateway.example' }, PUBLIC, 401],
    ['this machine without the token', { host: '127.0.0.1:9090' }, PUBLIC, 401],
    ['a wrong token', { authorization: 'Bearer s3cre' }, PUBLIC, 401],
    ['a token of another kind', { authorization: 'Basic s3cret' }, PUBLIC, 401],
    ['the token', { authorization: 'Bearer s3cret' }, PUBLIC, 200],
    ['the token, spelled freely', { authorization: 'bearer  s3cret' }, PUBLIC, 200],
    [
      'anybody where no token is set',
      { authorization: 'Bearer undefined' },
      { ...PUBLIC, token: undefined },
      403,
    ],
    ['a listener on every address of IPv6', {}, { boundTo: '::', token: undefined }, 403],
  ])('%s', (_who, request, rules, status) => {
    const verdict = judgeAdmin(request, rules);
    expect(verdict.allowed ? 200 : verdict.status).toBe(status);
  });

  it('says what to do, and never the token', () => {
    expect(judgeAdmin({}, { ...PUBLIC, token: undefined })).toMatchObject({
      why: expect.stringMatching(/0\.0\.0\.0.*FAIRLEAD_ADMIN_TOKEN is not set/) as unknown,
    });
    expect(JSON.stringify(judgeAdmin({ authorization: 'Bearer x' }, PUBLIC))).not.toContain('s3cret');
  });
});
