import { createGate, hold, orAborted, until } from './time.js';

describe('waiting', () => {
  it('until returns the first answer that is neither undefined nor false', async () => {
    const answers = [undefined, false, 0, 1];
    expect(await until('an answer', () => answers.shift(), { everyMs: 0 })).toBe(0);
  });

  it('until names what it waited for in vain', async () => {
    await expect(until('rain', () => false, { timeoutMs: 1, everyMs: 0 })).rejects.toThrow(
      'waited 1 ms in vain for: rain',
    );
  });

  it('hold ends with the gate', async () => {
    const gate = createGate();
    const holding = hold(gate.opened, new AbortController().signal);
    gate.open();
    await expect(holding).resolves.toBeUndefined();
  });

  it.each([60_000, createGate().opened])('hold(%p) gives way to the signal', async (wait) => {
    const leave = new AbortController();
    const holding = hold(wait, leave.signal);
    leave.abort(new Error('the client left'));
    await expect(holding).rejects.toThrow('the client left');
    await expect(hold(wait, leave.signal)).rejects.toThrow('the client left');
  });

  it('orAborted passes a failure on', async () => {
    const failing = orAborted(Promise.reject(new Error('broken')), new AbortController().signal);
    await expect(failing).rejects.toThrow('broken');
  });
});
