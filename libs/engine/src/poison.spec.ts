import { FAULT_CLASSES } from '@fairlead/plugin-sdk';
import { VirtualClock } from '@fairlead/simulation';
import { isPoison, isSuspicious, PoisonMemory, type Suspicion } from './poison.js';

function suspicion(endpoint: string, credential: string, failureRate = 0): Suspicion {
  return { scopes: { endpoint, credential, model: `m@${credential}` }, failureRate };
}

const body = (text: string): Uint8Array => Buffer.from(text);

describe('isSuspicious', () => {
  it('suspects the request after a server or protocol error only', () => {
    expect(FAULT_CLASSES.filter(isSuspicious)).toEqual(['server_error', 'protocol_error']);
  });
});

describe('isPoison', () => {
  it.each<{ why: string; of: Suspicion[]; poison: boolean }>([
    { why: 'nobody', of: [], poison: false },
    { why: 'one domain', of: [suspicion('a:443', 'a')], poison: false },
    { why: 'one domain twice', of: [suspicion('a:443', 'a'), suspicion('a:443', 'a')], poison: false },
    { why: 'two endpoints', of: [suspicion('a:443', 'a'), suspicion('b:443', 'b')], poison: true },
    { why: 'two keys of one endpoint', of: [suspicion('a:443', 'a'), suspicion('a:443', 'b')], poison: true },
    { why: 'one of them ill', of: [suspicion('a:443', 'a'), suspicion('b:443', 'b', 0.2)], poison: false },
    {
      why: 'both just well',
      of: [suspicion('a:443', 'a', 0.19), suspicion('b:443', 'b', 0.19)],
      poison: true,
    },
  ])('$why: $poison', ({ of, poison }) => {
    expect(isPoison(of)).toBe(poison);
  });
});

describe('PoisonMemory', () => {
  it('knows the same bytes for a minute', () => {
    const clock = new VirtualClock();
    const memory = new PoisonMemory(clock);
    expect(memory.knows(body('bad'))).toBe(false);
    memory.remember(body('bad'));
    clock.advance(59_999);
    expect(memory.knows(body('bad'))).toBe(true);
    expect(memory.knows(body('bae'))).toBe(false);
    clock.advance(1);
    expect(memory.knows(body('bad'))).toBe(false);
  });

  it('does not take every body that streams by for the same', () => {
    const memory = new PoisonMemory(new VirtualClock());
    memory.remember(body('bad'));
    memory.remember(body(''));
    expect(memory.knows(body(''))).toBe(false);
  });

  it('holds a thousand and lets the oldest go', () => {
    const memory = new PoisonMemory(new VirtualClock());
    for (let n = 0; n < 1001; n++) memory.remember(body(`request ${n}`));
    expect(memory.knows(body('request 0'))).toBe(false);
    expect(memory.knows(body('request 1'))).toBe(true);
    expect(memory.knows(body('request 1000'))).toBe(true);
  });
});
