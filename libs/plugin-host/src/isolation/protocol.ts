import type {
  DialectName,
  SpokenDialect,
  Failure,
  FaultClass,
  FaultDetails,
  JsonSchema,
  ModelInfo,
} from '@fairlead/plugin-sdk';
import type { RelayForm, UpstreamRequest } from '@fairlead/dialects';
import type { MessagePort } from 'node:worker_threads';
import type { PluginProblem } from '../loading/plugin-problem.js';
import type { Refinements } from '../provider/provider-instance.js';
import type { Egress } from '../transport/http-transport.js';
import type { Batch } from './outbox.js';

/** What a worker is started with. */
export interface WorkerSeed {
  readonly reference: string;
  /** The configuration file. */
  readonly from: string;
  readonly hostVersion: string;
  readonly loadTimeoutMs: number;
  /** See {@link SIGNS}. */
  readonly signs: SharedArrayBuffer;
  /** Where questions that cannot wait are answered. */
  readonly answers: MessagePort;
}

/** Places in the shared memory. */
export const SIGNS = {
  /** Goes up while the worker's event loop turns. */
  beats: 0,
  /** 1 when a question is answered. */
  answered: 1,
} as const;

/** Main → worker, in batches: the code, the attempt's id, and what stands here. */
export const TO_WORKER = {
  /** provider's number, {@link CrossingRequest}, bytes of its body */
  send: 0,
  /** bytes that the sink has taken */
  credit: 1,
  abort: 2,
  /** whether there is a piece of the upload (else it is over), its bytes */
  upload: 3,
  /** the caller's upload broke off */
  uploadBroken: 4,
} as const;

/** Worker → main, in batches. */
export const TO_MAIN = {
  connected: 0,
  /** status, headers, quota readings where the plugin reads them itself */
  headers: 1,
  /** bytes */
  data: 2,
  /** the plugin's class for a refusal, where it has a word */
  end: 3,
  /** {@link CrossingFault} */
  error: 4,
  /** the next piece of its upload is wanted */
  pull: 5,
} as const;

/** Bytes of one reply that may be on their way before the worker stops reading from the provider. */
export const WINDOW_BYTES = 256 * 1024;

/** All of a request but its bytes: those cross beside it. */
export interface CrossingRequest extends Omit<UpstreamRequest, 'body' | 'draft' | 'relay'> {
  /** The gateway wrote the body: the plugin may correct it. */
  readonly drafted: boolean;
  readonly relay?: Omit<RelayForm, 'upload'>;
  readonly uploads: boolean;
}

export interface CrossingFault {
  readonly faultClass: FaultClass;
  readonly message: string;
  readonly details: FaultDetails;
}

/** Options for one provider. */
export interface CrossingSpec {
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly models: Readonly<Record<string, string>>;
  readonly egress: Egress;
}

/** What is known of a provider once it is made. */
export interface ProviderFacts {
  /** What its attempts go by. */
  readonly number: number;
  readonly unset: readonly string[];
  readonly speaks: readonly DialectName[];
  readonly priceTable: string | undefined;
  readonly models: readonly ModelInfo[];
  readonly probeable: boolean;
  readonly home: string | undefined;
  /** The plugin has a word on refusals, and reads rate limits itself. */
  readonly refines: Refinements;
}

/** What a plugin says of itself. */
export interface PluginDescription {
  readonly name: string;
  readonly version: string | undefined;
  readonly providers: Readonly<Record<string, DescribedProvider>>;
  readonly strategies: readonly string[];
  readonly dialects: readonly string[];
}

export interface DescribedProvider {
  readonly speaks: readonly SpokenDialect[];
  readonly priceTable: string | undefined;
  readonly keys: readonly string[];
  readonly secrets: readonly string[];
  readonly secretPrefixes: Readonly<Record<string, readonly string[]>> | undefined;
  readonly schema: JsonSchema | undefined;
}

/** Calls that take their time; each is answered by its id. */
export type CallMethod = 'create' | 'locate' | 'probe' | 'listModels' | 'stop';

export type MessageToWorker =
  | Batch
  | { readonly call: number; readonly method: CallMethod; readonly args: readonly unknown[] }
  | { readonly cancel: number }
  /** A question that the main thread waits for. */
  | { readonly ask: number; readonly provider: number; readonly failure: Failure };

export type MessageToMain =
  | Batch
  /** The plugin's own code begins to run. */
  | { readonly loading: true }
  | { readonly ready: PluginDescription }
  | { readonly refused: PluginProblem }
  | { readonly answer: number; readonly result?: unknown; readonly error?: string }
  | { readonly told: 'failed' | 'leftAlone' | 'strayError'; readonly event: object };
