/** Why a worker ended: by itself, by an error, silent for too long, or over its memory. */
export type WorkerEnd = 'exit' | 'error' | 'hung' | 'memory';

/** How a plugin does. */
export interface PluginStatus {
  /** `restarting`: its worker is gone and will be started again. `failing`: providers of it are left alone. */
  readonly state: 'running' | 'restarting' | 'failing';
  /** Why it is not simply running. */
  readonly reason?: string;
  /** How often its worker was started again; absent without one. */
  readonly restarts?: number;
}

/** Who is told what plugins do that they should not. None of it may throw. */
export interface PluginWatch {
  /** A worker ended with everything it was doing; it is started again after `delayMs`. */
  workerEnded(event: {
    readonly plugin: string;
    readonly reason: WorkerEnd;
    readonly message: string;
    readonly delayMs: number;
  }): void;
  /** It runs again. */
  workerRestarted(event: { readonly plugin: string }): void;
  /** A call of it threw what is no word on the vendor: a mistake of its own. */
  failed(event: {
    readonly plugin: string;
    readonly provider: string;
    readonly call: string;
    /** Without secrets. */
    readonly message: string;
  }): void;
  /** It failed so often in a row that this provider is not called for a while. */
  leftAlone(event: {
    readonly plugin: string;
    readonly provider: string;
    readonly forMs: number;
    readonly message: string;
  }): void;
  /** The event loop stood still; `plugin` and `call` say what was under way, where that is known. */
  stalled(event: { readonly durationMs: number; readonly plugin?: string; readonly call?: string }): void;
  /** An error or a rejection of a plugin's own, outside of every call. */
  strayError(event: { readonly plugin: string; readonly message: string }): void;
}

/** For those who are not interested. */
export const unwatched: PluginWatch = {
  workerEnded() {},
  workerRestarted() {},
  failed() {},
  leftAlone() {},
  stalled() {},
  strayError() {},
};
