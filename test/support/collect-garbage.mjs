// Loaded into a gateway (`--expose-gc --import`): a signal collects its garbage, so that its heap can be measured.
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
});
