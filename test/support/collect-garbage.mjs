// Loaded into a gateway (`--expose-gc --import`): a signal collects its garbage and has it print what is left.
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  process.stderr.write(`heap: ${process.memoryUsage().heapUsed} bytes\n`);
});
