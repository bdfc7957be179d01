import { LiveIndicator } from './live.indicator.js';
import { PluginsIndicator } from './plugins.indicator.js';
import { ProcessIndicator } from './process.indicator.js';
import { ReadyIndicator } from './ready.indicator.js';
import { StoresIndicator } from './stores.indicator.js';
import { TargetsIndicator } from './targets.indicator.js';

/** What the health pages consist of. */
export const HEALTH_INDICATORS = [
  LiveIndicator,
  ReadyIndicator,
  TargetsIndicator,
  ProcessIndicator,
  StoresIndicator,
  PluginsIndicator,
];
