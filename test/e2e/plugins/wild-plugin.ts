/**
 * The code of a plugin whose provider `wild` misbehaves where a stream is asked for, by the model's name; any other
 * request it serves as it should.
 */
export const WILD_PLUGIN = `
const config = {
  keys: ['base_url'],
  secrets: [],
  parse: (value) => ({ ok: true, value, unset: [] }),
};
const kept = [];
const does = {
  loop() { for (;;); },
  exit() { process.exit(3); },
  heap() { for (;;) kept.push(new Array(10_000).fill(kept.length)); },
  buffers() { setInterval(() => kept.push(Buffer.alloc(1024 * 1024, 1)), 1); },
  block() { const until = Date.now() + 1200; while (Date.now() < until); },
  reject() { void Promise.reject(new Error('for the provider with the key steady-key')); },
  throw() { throw new TypeError('a slip of the pen'); },
  timer() { setTimeout(() => { throw new Error('thrown in a timer'); }); },
};
const wild = {
  config,
  speaks: ['openai-chat'],
  create: ({ base_url }) => ({
    address(_operation, model, { stream }) {
      if (stream) does[model]?.();
      return base_url + '/chat/completions';
    },
  }),
};
export default { name: 'wild', providers: { wild }, [Symbol.for('fairlead.plugin.contract')]: 1 };
`;
