/** What counts where `fairlead.yaml` says nothing. */
export const DEFAULTS = {
  listen: { api: { host: '127.0.0.1', port: 8080 }, admin: { host: '127.0.0.1', port: 9090 } },
  workers: 1,
  /** A success that takes longer is worth a line also where most have none: half of what a first token may take. */
  log: { level: 'info', sample: 1, slowMs: 30_000 },
  limits: {
    body: 32 * 1024 * 1024,
    /** As long as slow lines need for the largest body: 1 Mbit/s takes 4 min 28 s. */
    receiveMs: 300_000,
  },
  /** Nobody balances over a gateway on a desk; a deployment sets the delay its balancer needs. */
  drain: { delayMs: 0, timeoutMs: 60_000 },
  plugin: { isolation: 'none', memoryBytes: 256 * 1024 * 1024, loadTimeoutMs: 10_000 },
  /** Half a second late is what a caller of a stream sees; the garbage collector stays far below. */
  watchdog: { stallMs: 500 },
} as const;
