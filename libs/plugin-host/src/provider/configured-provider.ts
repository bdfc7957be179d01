import type {
  DialectName,
  Failure,
  FaultClass,
  ModelInfo,
  QuotaReading,
  ReplyHeaders,
} from '@fairlead/plugin-sdk';
import type { Upstream } from '@fairlead/dialects';
import type { Handshake } from '../transport/handshake.js';
import type { ListedModels } from './listed-models.js';
import type { OddKey } from './odd-key.js';
import type { ProbeResult } from './probe.js';

/** One provider of the configuration, whether its plugin runs in this thread or in a worker. */
export interface ConfiguredProvider extends Upstream {
  readonly name: string;
  /** Keys of the secrets that are unset. */
  readonly unset: readonly string[];
  readonly speaks: readonly DialectName[];
  readonly priceTable: string | undefined;
  readonly models: readonly ModelInfo[];
  /** The provider's name and a fingerprint of its key. */
  readonly credentialKey: string;
  /** Whether the plugin can prove address and key without spending tokens. */
  readonly probeable: boolean;
  /** Credentials that were probably copied wrong, without their values. */
  readonly oddKeys: readonly OddKey[];
  /** Where it is on the network; undefined for one in this process. */
  readonly home: URL | undefined;
  /** `host:port` of the proxy that it is reached through. */
  readonly proxy: string | undefined;
  redact(text: string): string;
  /** A model of a policy, as this provider spells it. */
  wireModel(model: string): string;
  /** `host:port` that serves each of these wire models; one that cannot be told is not in it. */
  endpoints(models: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The plugin's refinement of the built-in classification; never throws. */
  classify(failure: Failure): FaultClass | undefined;
  /** Rate limits stated by reply headers; never throws. */
  quota(headers: ReplyHeaders): readonly QuotaReading[];
  /** See {@link ProbeResult}; never rejects. */
  probe(kind: 'tcp' | 'models_list', signal: AbortSignal, timeoutMs: number): Promise<ProbeResult>;
  /** A connection to its home, and nothing sent; its proxy is passed by. */
  handshake(): Handshake | undefined;
  /** The token-free request in full. Undefined: its plugin has none. */
  listModels(timeoutMs: number): Promise<ListedModels | undefined>;
  stop(): Promise<void>;
}
