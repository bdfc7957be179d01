import { Fault, FAULT_CLASSES, FAULTS } from '@fairlead/plugin-sdk';
import { openAiChat } from '@fairlead/dialects';
import { exchangeHeaders, faultError, passedHeaders, retryHeaders } from './outgoing.js';

const context = { requestId: 'r1', route: 'chat', attempts: [] };

describe('faultError', () => {
  it.each(FAULT_CLASSES)('says %s with the status of the table', (faultClass) => {
    const error = faultError(new Fault(faultClass, 'it failed'), context);
    expect(error).toMatchObject({
      status: FAULTS[faultClass].status,
      code: faultClass,
      message: 'it failed',
      fairlead: { request_id: 'r1', route: 'chat', attempts: [] },
    });
  });

  it('leaves the provider its own words where it judged the request', () => {
    const words = {
      code: 'bad_tool',
      type: 'invalid_request_error',
      said: 'tool 3 is odd',
      param: 'tools[3]',
    };
    const details = { status: 422, ...words };
    expect(faultError(new Fault('bad_request', 'p/m answered 422', details), context)).toMatchObject({
      status: 422,
      code: 'bad_tool',
      type: 'invalid_request_error',
      message: 'tool 3 is odd',
      param: 'tools[3]',
    });
  });

  it.each([
    ['auth_invalid', 401],
    ['server_error', 500],
  ] as const)('speaks for itself after %s: that is between us and the provider', (faultClass, status) => {
    const details = { status, code: 'theirs', type: 'theirs', said: 'theirs', param: 'theirs' };
    const error = faultError(new Fault(faultClass, 'p/m failed', details), context);
    expect(error).toMatchObject({ status: 502, code: faultClass, message: 'p/m failed' });
    expect([error.type, error.param]).toEqual([undefined, undefined]);
  });

  it('tells the trail of attempts in whole milliseconds', () => {
    const attempts = [
      { target: 'p/m', result: 'server_error', status: 500, startedMs: 0, durationMs: 12.6 },
      { target: 'q/m', result: 'connect_error', startedMs: 13, durationMs: 0.2 },
    ] as const;
    const { fairlead } = faultError(new Fault('connect_error', 'x'), { ...context, attempts });
    expect(fairlead?.['attempts']).toEqual([
      { target: 'p/m', class: 'server_error', status: 500, ms: 13 },
      { target: 'q/m', class: 'connect_error', ms: 0 },
    ]);
  });
});

describe('retryHeaders', () => {
  it.each([
    [undefined, false, { 'x-should-retry': 'false' }],
    [0, true, { 'x-should-retry': 'true', 'retry-after': '1' }],
    [1001, true, { 'x-should-retry': 'true', 'retry-after': '2' }],
    [30_000, false, { 'x-should-retry': 'false', 'retry-after': '30' }],
  ])('hint %p, worth retrying: %p', (retryAfterMs, worth, headers) => {
    const details = retryAfterMs === undefined ? {} : { retryAfterMs };
    expect(retryHeaders(new Fault('rate_limited', 'x', details), worth)).toEqual(headers);
  });
});

describe('passedHeaders', () => {
  it('lets through what callers read and nothing else', () => {
    const reply = {
      'content-type': 'application/json',
      'openai-processing-ms': '12',
      'x-ratelimit-remaining-requests': '9',
      'ratelimit-reset': '3',
      'x-fairlead-simulated': '1',
      'set-cookie': 'session=1',
      'content-length': '17',
      'x-request-id': 'theirs',
    };
    expect(Object.keys(passedHeaders(reply, openAiChat))).toEqual([
      'content-type',
      'openai-processing-ms',
      'x-ratelimit-remaining-requests',
      'ratelimit-reset',
      'x-fairlead-simulated',
    ]);
  });
});

describe('exchangeHeaders', () => {
  it('names no route and no target where there is none', () => {
    expect(exchangeHeaders({ requestId: 'r1', policy: 'abc', route: undefined, attempts: 0 })).toEqual({
      'x-request-id': 'r1',
      'request-id': 'r1',
      'x-fairlead-policy': 'abc',
      'x-fairlead-attempts': '0',
    });
  });
});

it('spells a target that no header can hold', () => {
  const choice = { target: { id: 'p/模型 a' }, tier: { name: 't' }, panic: false } as unknown as Parameters<
    typeof exchangeHeaders
  >[0]['choice'];
  const headers = exchangeHeaders({ requestId: 'r', policy: 'x', route: 'chat', attempts: 1, choice });
  expect(headers['x-fairlead-target']).toBe('p/%E6%A8%A1%E5%9E%8B a');
});
