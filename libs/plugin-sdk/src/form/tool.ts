import type { FormOrigin } from '../operation.js';
import type { JsonObject } from '../json.js';
import type { Extras } from './extras.js';
import type { CacheMarker } from './part.js';

/** What the model may use. */
export type Tool = FunctionTool | CustomTool | VendorTool;

/** The caller runs it; its input is JSON. */
export interface FunctionTool {
  readonly kind: 'function';
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the input; absent: no parameters. */
  readonly schema?: JsonObject;
  readonly strict?: boolean;
  readonly cache?: CacheMarker;
  readonly extras?: Extras;
}

/** The caller runs it; its input is text, perhaps of a grammar. */
export interface CustomTool {
  readonly kind: 'custom';
  readonly name: string;
  readonly description?: string;
  readonly format?: JsonObject;
  readonly extras?: Extras;
}

/** The provider runs it (search, code). `value` is the wire's object. */
export interface VendorTool {
  readonly kind: 'vendor';
  readonly dialect: FormOrigin;
  readonly value: JsonObject;
}

/** Which of the tools the model is to use. */
export type ToolChoice =
  | { readonly kind: 'auto' }
  | { readonly kind: 'none' }
  /** Some tool, whichever. */
  | { readonly kind: 'required' }
  | { readonly kind: 'named'; readonly name: string }
  /** Only these, and one of them if `required`. */
  | { readonly kind: 'among'; readonly names: readonly string[]; readonly required: boolean }
  | { readonly kind: 'vendor'; readonly dialect: FormOrigin; readonly value: JsonObject };
