import type { Settings } from '@fairlead/configuration';

/** By the key in `fairlead.yaml`: what a running process cannot take over. */
const FIXED: Readonly<Record<string, (settings: Settings) => unknown>> = {
  'listen.api': ({ listen }) => `${listen.api.host}:${listen.api.port}`,
  'listen.admin': ({ listen }) => `${listen.admin.host}:${listen.admin.port}`,
  'limits.body': ({ bodyLimitBytes }) => bodyLimitBytes,
  'limits.receive': ({ receiveTimeoutMs }) => receiveTimeoutMs,
  'limits.connections': ({ maxConnections }) => maxConnections,
  'watchdog.stall': ({ watchdog }) => watchdog.stallMs,
  workers: ({ workers }) => workers,
  state_dir: ({ stateDir }) => stateDir,
  seed: ({ seed }) => seed,
};

/** The keys that differ from what the process was started with, and wait for a restart. */
export function needRestart(started: Settings, now: Settings): string[] {
  return Object.entries(FIXED)
    .filter(([, read]) => read(started) !== read(now))
    .map(([key]) => key);
}
