import type { PluginWatch } from '@fairlead/plugin-host';
import type { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';

const SELDOM_MS = 60_000;

/** Tells the log and the metrics what plugins do that they should not. */
export function watchPlugins(logger: Logger, metrics: GatewayMetrics): PluginWatch {
  const rarely = seldom();
  return {
    workerEnded({ plugin, reason, message, delayMs }) {
      metrics.pluginRestarted({ plugin, reason });
      logger.error({ plugin, reason, message, delayMs }, 'plugin worker ended, starting it again');
    },
    workerRestarted: ({ plugin }) => logger.info({ plugin }, 'plugin worker runs again'),
    failed({ plugin, provider, call, message }) {
      metrics.pluginFailed({ plugin, call });
      if (rarely(`${plugin} ${call}`)) logger.warn({ plugin, provider, call, message }, 'plugin call failed');
    },
    leftAlone: (event) => logger.error(event, 'plugin keeps failing and is left alone'),
    stalled({ durationMs, plugin, call }) {
      metrics.stalled({ plugin, call, seconds: durationMs / 1000 });
      logger.warn({ durationMs, plugin, call }, 'the event loop stood still');
    },
    strayError({ plugin, message }) {
      metrics.pluginFailed({ plugin, call: 'none' });
      logger.error({ plugin, message }, 'plugin left an error to nobody');
    },
  };
}

/** Whether it was not said within the last minute: what fails with every request would fill the log. */
function seldom(): (what: string) => boolean {
  const saidAt = new Map<string, number>();
  return (what) => {
    const now = performance.now();
    if (now - (saidAt.get(what) ?? -Infinity) < SELDOM_MS) return false;
    saidAt.set(what, now);
    return true;
  };
}
