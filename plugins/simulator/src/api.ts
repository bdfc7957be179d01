import type { ErrorMode } from './failure-mode.js';
import type { JsonMap } from './json-map.js';
import type { Model } from './reply/answer.js';
import type { ReplyIdentity } from './reply/reply-identity.js';
import type { Seal } from './reply/seal.js';
import type { ReplyStore } from './reply/reply-store.js';
import type { RequestRefused } from './request-refused.js';

/** One operation as its vendor serves it. */
export interface Api {
  /** @throws RequestRefused when the real provider would refuse the request too */
  reply(request: ApiRequest, scene: Scene): Reply;
  /** What a refusal looks like. */
  refused(problem: RequestRefused, identity: ReplyIdentity): ErrorReply;
  /** What a failure of the server looks like. */
  failed(mode: ErrorMode, identity: ReplyIdentity): ErrorReply;
}

interface ApiRequest {
  readonly body: JsonMap;
  readonly model: string;
  readonly stream: boolean;
}

/** What a reply needs beside the request. */
export interface Scene {
  readonly identity: ReplyIdentity;
  readonly model: Model;
  readonly seal: Seal;
  readonly store: ReplyStore;
}

export type Reply = WholeReply | StreamedReply;

export interface WholeReply {
  readonly json: JsonMap;
  /** How many tokens the model took for it. */
  readonly tokens: number;
}

export interface StreamedReply {
  readonly steps: readonly Step[];
  /** What is sent instead of the rest when the server fails after so many steps. */
  readonly breakage: (sentSteps: number) => string;
}

/** A piece of a stream. */
export interface Step {
  /** The token it comes with, counted from 0. */
  readonly token: number;
  readonly text: string;
}

export interface ErrorReply {
  readonly status: number;
  readonly json: object;
  readonly headers?: Readonly<Record<string, string>>;
}
