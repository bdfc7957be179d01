import type { PluginWatch } from '@fairlead/plugin-host';
import type { GatewayMetrics } from '@fairlead/telemetry';
import type { Logger } from 'pino';

/** Tells the log and the metrics what plugins do that they should not. */
export function watchPlugins(logger: Logger, metrics: GatewayMetrics): PluginWatch {
  return {
    workerEnded({ plugin, reason, message, delayMs }) {
      metrics.pluginRestarted({ plugin, reason });
      logger.error({ plugin, reason, message, delayMs }, 'plugin worker ended, starting it again');
    },
    workerRestarted: ({ plugin }) => logger.info({ plugin }, 'plugin worker runs again'),
    strayError: ({ plugin, message }) => logger.error({ plugin, message }, 'plugin left an error to nobody'),
  };
}
