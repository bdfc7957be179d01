import { originOf, redactAll, StallWatchdog, type PluginWatch } from '@fairlead/plugin-host';
import type { Logger } from 'pino';

interface Guarded {
  readonly logger: Logger;
  readonly watch: PluginWatch;
  readonly stallMs: number;
}

/**
 * What a process does that is the gateway's own: it outlives errors that plugins leave to nobody, and sees its event loop
 * stand still. An error of the gateway's own ends it, as without this: nobody knows what it left half done.
 *
 * @returns to take it back
 */
export function guardProcess({ logger, watch, stallMs }: Guarded): () => Promise<void> {
  const stray = (error: unknown): boolean => {
    const { stack, message } = asError(error);
    const plugin = originOf(stack);
    if (plugin !== undefined) watch.strayError({ plugin, message: redactAll(message) });
    return plugin !== undefined;
  };
  const onException = (error: unknown): void => {
    if (stray(error)) return;
    logger.fatal({ reason: redactAll(asError(error).message) }, 'uncaught exception');
    logger.flush();
    process.stderr.write(`${redactAll(String(asError(error).stack))}\n`);
    process.exit(1);
  };
  // Nothing was under way that it could have left half done: whoever made the promise had gone on.
  const onRejection = (reason: unknown): void => {
    if (stray(reason)) return;
    const { stack } = asError(reason);
    logger.error({ reason: redactAll(String(stack)) }, 'a rejected promise was left to nobody');
  };
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  const watchdog = new StallWatchdog(stallMs, watch);
  return async () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
    await watchdog.stop();
  };
}

/** Anything can be thrown. */
function asError(thrown: unknown): { readonly stack?: string | undefined; readonly message: string } {
  if (thrown instanceof Error) return thrown;
  const message = typeof thrown === 'string' ? thrown : 'something that is no error';
  return { message, stack: message };
}
