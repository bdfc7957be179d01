import { isMainThread } from 'node:worker_threads';
import { originOf } from './plugin-origin.js';

let guarded = false;

/**
 * From now on a plugin that calls `process.exit` in this process gets an error instead, and everybody else ends the
 * process as before. In a worker it ends its own thread only, which is the worker's business.
 */
export function guardProcessExit(): void {
  if (guarded || !isMainThread) return;
  guarded = true;
  const exit = process.exit.bind(process);
  const guard = (code?: number | string | null): never => {
    const trace: { stack?: string } = {};
    Error.captureStackTrace(trace, guard);
    const plugin = originOf(trace.stack);
    if (plugin === undefined) return exit(code);
    throw new Error(`the plugin ${plugin} called process.exit(), which would end everything: refused`);
  };
  process.exit = guard;
}
