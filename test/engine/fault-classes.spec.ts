import { FAULT_CLASSES, FAULTS, type FaultClass, type TargetId } from '@fairlead/plugin-sdk';
import { good, play, tried } from './world/play.js';
import { failed, opened, piece } from './world/scripts.js';
import type { Script } from './world/scripted-provider.js';
import { World } from './world/world.js';

/** Who is called when the first attempt on one/a fails before any content; every other one is good. */
const ELSEWHERE = ['one/a', 'two/c'];
const AGAIN = ['one/a', 'one/a'];
const NOBODY = ['one/a'];
const CALLED: Readonly<Record<FaultClass, readonly TargetId[]>> = {
  connect_error: AGAIN,
  timeout_connect: ELSEWHERE,
  timeout_first_token: ELSEWHERE,
  timeout_idle: ELSEWHERE,
  timeout_total: NOBODY,
  overloaded: ELSEWHERE,
  server_error: AGAIN,
  protocol_error: ELSEWHERE,
  empty_response: ELSEWHERE,
  stream_broken: ELSEWHERE,
  rate_limited: ELSEWHERE,
  quota_exhausted: ELSEWHERE,
  auth_invalid: ELSEWHERE,
  permission_denied: ELSEWHERE,
  model_not_found: ELSEWHERE,
  // No target here states its window, so none is known to be larger.
  context_length: NOBODY,
  request_too_large: NOBODY,
  content_filter: NOBODY,
  bad_request: NOBODY,
  unsupported_parameter: ELSEWHERE,
  cancelled: NOBODY,
  gateway_no_target: NOBODY,
  budget_exceeded: NOBODY,
  gateway_rejected: NOBODY,
  gateway_throttled: NOBODY,
  gateway_error: NOBODY,
};

function world(first: Script): World {
  return new World({
    scripts: { 'one/a': [first, ...good('again')], 'one/b': good('neighbour'), 'two/c': good('elsewhere') },
    seed: 42,
  });
}

describe.each(FAULT_CLASSES)('%s (seed 42)', (faultClass) => {
  const rule = FAULTS[faultClass];

  it('before content', async () => {
    const it = world([{ atMs: 1, does: 'connect' }, failed(faultClass, 100)]);
    const caller = await play(it);
    const called = CALLED[faultClass];
    expect(tried(it)).toEqual(called);
    expect(caller.status).toBe(called === NOBODY ? rule.status : 200);
    expect(caller.header('x-fairlead-attempts')).toBe(String(called.length));
    const [, second] = it.calls;
    if (second === undefined) return expect(JSON.parse(caller.text)).toHaveProperty('error.code', faultClass);
    const waitedMs = second.atMs - 100;
    expect(waitedMs).toBeGreaterThanOrEqual(0);
    // Going elsewhere never waits, and a fresh connection is made at once.
    expect(waitedMs).toBeLessThanOrEqual(rule.same === 'backoff' ? 250 : 0);
  });

  it('after content', async () => {
    const it = world([...opened({ text: 'first', piecesAtMs: [50] }), failed(faultClass, 100)]);
    const caller = await play(it);
    expect(tried(it)).toEqual(NOBODY);
    expect(caller.status).toBe(200);
    expect(caller.text.startsWith(piece('first'))).toBe(true);
    const rest = caller.text.slice(piece('first').length);
    expect(rest).toMatch(/^data: \{"error":.*\}\n\n$/);
    expect(JSON.parse(rest.slice('data: '.length))).toHaveProperty('error.code', faultClass);
    expect(it.reports).toMatchObject([{ outcome: 'partial', target: 'one/a' }]);
  });
});
