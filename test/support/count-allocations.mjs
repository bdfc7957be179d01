// Preloaded into a gateway that runs with --expose-gc: SIGUSR2 prints how much is allocated, in all and in old space, and
// collects after that.
import { isMainThread } from 'node:worker_threads';
import { getHeapSpaceStatistics } from 'node:v8';

if (isMainThread) {
  process.on('SIGUSR2', () => {
    const old = getHeapSpaceStatistics().find((space) => space.space_name === 'old_space');
    process.stderr.write(`heap: ${process.memoryUsage().heapUsed} old: ${old.space_used_size}\n`);
    globalThis.gc();
  });
}
