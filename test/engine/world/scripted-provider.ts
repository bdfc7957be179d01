import { readRateLimitHeaders, type Fault, type ReplyHeaders, type WireRequest } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';
import type { ProviderPort } from '@fairlead/engine';

import type { SteppedClock } from './stepped-clock.js';

/** One thing that a provider does, `atMs` after the call came in. */
export type Step = { readonly atMs: number } & (
  | { readonly does: 'connect' | 'end' }
  | { readonly does: 'answer'; readonly status: number; readonly headers: ReplyHeaders }
  | { readonly does: 'send'; readonly text: string }
  | { readonly does: 'fail'; readonly fault: Fault }
);

/** What a target does with one attempt; an empty script accepts no connection and stays silent. */
export type Script = readonly Step[];

/** One call as the provider saw it. */
export interface Call {
  /** `provider/model`. */
  readonly target: string;
  readonly atMs: number;
  readonly request: WireRequest;
  abortedAtMs?: number;
}

/** A provider that plays its targets' scripts on the clock. */
export class ScriptedProvider implements ProviderPort {
  constructor(
    readonly name: string,
    readonly clock: SteppedClock,
    /** What the next attempt on the target meets. */
    readonly script: (target: string) => Script,
    readonly onCall: (call: Call) => void,
  ) {}

  send(request: WireRequest, sink: ReplySink): ReplyFlow {
    const { clock } = this;
    const target = `${this.name}/${request.model}`;
    const call: Call = { target, atMs: clock.now(), request };
    this.onCall(call);
    const flow = new ScriptedFlow(sink, () => (call.abortedAtMs = clock.now()));
    for (const step of this.script(target)) clock.after(step.atMs, () => flow.meet(step));
    return flow;
  }

  classify(): undefined {}

  quota = readRateLimitHeaders;

  redact(text: string): string {
    return text;
  }
}

class ScriptedFlow implements ReplyFlow {
  #waiting: Step[] | undefined;
  #aborted = false;

  constructor(
    readonly sink: ReplySink,
    readonly onAbort: () => void,
  ) {}

  meet(step: Step): void {
    if (this.#aborted) return;
    if (this.#waiting === undefined) play(step, this.sink);
    else this.#waiting.push(step);
  }

  pause(): void {
    this.#waiting ??= [];
  }

  resume(): void {
    const steps = this.#waiting?.splice(0) ?? [];
    this.#waiting = undefined;
    for (const step of steps) this.meet(step);
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.onAbort();
  }
}

function play(step: Step, sink: ReplySink): void {
  switch (step.does) {
    case 'connect':
      return sink.onConnected();
    case 'answer':
      return sink.onHeaders(step.status, step.headers);
    case 'send':
      return sink.onData(Buffer.from(step.text));
    case 'fail':
      return sink.onError(step.fault);
    case 'end':
      return sink.onEnd();
  }
}
