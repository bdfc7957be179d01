import type { Logger } from 'pino';

/** What `fairlead.yaml` and `policy.yaml` say, without files. */
export interface ConfigurationTexts {
  /** Of `fairlead.yaml`: its text, or what it says as data. Data without `policy` gets the one below. */
  readonly fairlead: string | object;
  /** Of the policy that it names: its text, or what it says as data. */
  readonly policy: string | object;
  /** What relative paths in it, such as those of plugins, begin at; the working directory where absent. */
  readonly folder?: string;
}

/** Where its configuration is and how it sits in the application. */
export interface FairleadSettings {
  /** The path of `fairlead.yaml`, or its content and the policy's. `listen` in it means nothing here. */
  readonly config: string | ConfigurationTexts;
  /** What `${NAME}` in the configuration stands for; the environment of the process where absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The application's own Nest log where absent. */
  readonly logger?: Logger;
  /** Put changes of the files in force as they happen; true where absent. Without files there is nothing to watch. */
  readonly watch?: boolean;
  /**
   * A configuration that cannot be used keeps the application from starting (`fail`, where absent), or leaves the
   * gateway refusing requests with 503 until its files can be used (`wait`).
   */
  readonly onBadConfig?: 'fail' | 'wait';
}

/** What the router of the application needs to know before anything is read. */
export interface FairleadPlace {
  /** Put before every path: `/ai` makes it `/ai/v1/chat/completions`. */
  readonly prefix?: string;
  /** Which of its routes the application serves. */
  readonly mount?: {
    /** Everything that callers' libraries ask for; true where absent. */
    readonly api?: boolean;
    /** `/health/…`; true where absent. */
    readonly health?: boolean;
    /** `/admin/…` and `/metrics`, for those who show the admin token; false where absent. */
    readonly admin?: boolean;
  };
  /** Whether every module of the application can inject `Fairlead` without importing this one; false where absent. */
  readonly isGlobal?: boolean;
}

export interface FairleadOptions extends FairleadSettings, FairleadPlace {}
