import { Fault, isFault, type Cancel, type ReplyHeaders, type TokenUsage } from '@fairlead/plugin-sdk';
import type { StreamEvent, StreamReading, StreamVoice } from '@fairlead/dialects';
import { Attempt, type AttemptSetting } from './attempt.js';
import type { StreamLane } from './lanes/lane.js';
import { failureFault, MAX_ERROR_BYTES, refusalFault } from './refusal.js';

/** Comments and empty deltas before the first content; a provider that sends more than this sends nothing. */
const MAX_HELD_BYTES = 1024 * 1024;
/** After its terminator a provider has this long to end the reply, so that the connection can be used again. */
const LINGER_MS = 2000;

/** Where the events of a stream go. */
export interface StreamOutlet {
  /** The first content event is here: status and headers are sent now, and this target is the one. */
  commit(voice: StreamVoice): void;
  /** `false`: the caller is slower than the provider. */
  write(bytes: Uint8Array): boolean;
  onDrain(resume: () => void): void;
}

/** One call whose reply is a stream of events, passed on by the lane as they come. */
export class StreamAttempt extends Attempt {
  protected committed = false;
  /** Events dropped because they were not of this protocol. */
  dropped = 0;
  /** How long the provider was held back for a slow caller, ms. */
  heldBackMs = 0;
  readonly #reading: StreamReading;
  readonly #lane: StreamLane;
  readonly #outlet: StreamOutlet;
  #held: Uint8Array[] = [];
  #heldSize = 0;
  #refused: { status: number; headers: ReplyHeaders } | undefined;
  #anyEvent = false;
  #heldBack = false;
  #lingering: Cancel | undefined;

  constructor(setting: AttemptSetting, outlet: StreamOutlet) {
    super(setting);
    this.#reading = setting.lane.dialect.openStream();
    this.#lane = setting.lane.openStream(this.#reading);
    this.#outlet = outlet;
  }

  protected begin(now: number): void {
    this.watchdog.set('first_token', now + this.setting.limits.firstTokenMs);
  }

  protected usageSoFar(): { usage?: TokenUsage } {
    return this.#reading.usage ? { usage: this.#reading.usage } : {};
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    const type = headers['content-type'] ?? 'text/event-stream';
    if (status < 200 || status >= 300 || !type.includes('text/event-stream'))
      this.#refused = { status, headers };
    this.setting.onHeaders(headers);
  }

  onData(chunk: Uint8Array): void {
    if (this.ended) return;
    if (this.#refused !== undefined) return this.#hold(chunk, MAX_ERROR_BYTES, () => this.#stopReading());
    try {
      this.#take(this.#reading.feed(chunk));
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** An event that is too large, or an answer that is not what was asked for. */
  #giveUp(error: unknown): void {
    this.flow?.abort();
    const why = error instanceof Error ? error.message : 'bad event';
    this.fail(isFault(error) ? error : new Fault('protocol_error', `${this.setting.targetId}: ${why}`));
  }

  onEnd(): void {
    this.#lingering?.();
    if (this.ended) return;
    if (this.#refused !== undefined) return this.#endRefused(this.#refused);
    try {
      this.#take(this.#reading.flush());
    } catch (error) {
      this.#giveUp(error);
    }
    if (this.ended) return;
    if (this.#reading.finished) return this.#complete(false);
    this.fail(this.#unfinished());
  }

  /** After its finish reason a reply is whole, however its connection ends. */
  protected override interrupted(fault: Fault): void {
    if (this.#reading.finished) this.#complete(false);
    else super.interrupted(fault);
  }

  #unfinished(): Fault {
    const { targetId } = this.setting;
    if (this.committed)
      return new Fault('stream_broken', `${targetId} ended the stream before it was finished`);
    if (this.dropped > 0)
      return new Fault('protocol_error', `${targetId} sent a stream that is not its protocol`);
    if (this.#anyEvent) return new Fault('stream_broken', `${targetId} ended the stream before any content`);
    return new Fault('empty_response', `${targetId} answered 200 with an empty stream`);
  }

  #take(events: readonly StreamEvent[]): void {
    const passing: StreamEvent[] = [];
    for (let index = 0; index < events.length; index++) {
      const event = events[index]!;
      if (event.kind === 'malformed') {
        this.dropped++;
        continue;
      }
      if (event.kind === 'error') {
        this.#pass(passing);
        this.flow?.abort();
        return this.fail(failureFault(this.setting, event.failure!));
      }
      if (event.kind !== 'silent') this.#progress(event.kind);
      passing.push(event);
      if (event.kind !== 'done') continue;
      if (!this.committed) {
        this.flow?.abort();
        return this.fail(
          new Fault('empty_response', `${this.setting.targetId} finished a stream without any content`),
        );
      }
      // A second terminator, as some servers send for clients of an older kind, is theirs too.
      passing.push(...events.slice(index + 1));
      this.#write(this.#lane.pass(passing));
      this.#linger();
      return this.#complete(true);
    }
    this.#pass(passing);
  }

  #progress(kind: StreamEvent['kind']): void {
    const { clock, limits } = this.setting;
    this.#anyEvent = true;
    if (!this.committed && (kind === 'content' || this.#reading.finished)) {
      this.committed = true;
      this.watchdog.clear('first_token');
      this.setting.onFirstToken();
      this.#outlet.commit(this.#lane);
      for (const bytes of this.#held.splice(0)) this.#outlet.write(bytes);
    }
    if (this.committed) this.watchdog.set('idle', clock.now() + limits.idleMs);
  }

  #pass(events: readonly StreamEvent[]): void {
    const { clock, limits } = this.setting;
    this.watchdog.set('transport_idle', clock.now() + limits.transportIdleMs);
    const bytes = this.#lane.pass(events);
    if (bytes === undefined) return;
    if (!this.committed) return this.#hold(bytes, MAX_HELD_BYTES, () => this.#flood());
    if (!this.#outlet.write(bytes)) this.#holdBack();
  }

  #hold(bytes: Uint8Array, limit: number, tooMuch: () => void): void {
    this.#heldSize += bytes.length;
    if (this.#heldSize > limit) return tooMuch();
    this.#held.push(bytes);
  }

  #flood(): void {
    this.flow?.abort();
    this.fail(new Fault('protocol_error', `${this.setting.targetId} sent over 1 MiB before any content`));
  }

  /** An endless error page: what is there says enough. */
  #stopReading(): void {
    this.flow?.abort();
    this.onEnd();
  }

  /** The provider waits for the caller; that is not the provider's silence. What was under way may still come. */
  #holdBack(): void {
    const { clock, limits } = this.setting;
    this.watchdog.clear('idle');
    this.watchdog.clear('transport_idle');
    if (this.#heldBack) return;
    this.#heldBack = true;
    const since = clock.now();
    this.flow?.pause();
    this.#outlet.onDrain(() => {
      this.#heldBack = false;
      if (this.ended) return;
      const now = clock.now();
      this.heldBackMs += now - since;
      this.watchdog.set('idle', now + limits.idleMs);
      this.watchdog.set('transport_idle', now + limits.transportIdleMs);
      this.flow?.resume();
    });
  }

  #write(bytes: Uint8Array | undefined): void {
    if (bytes !== undefined) this.#outlet.write(bytes);
  }

  #complete(terminated: boolean): void {
    const { filtered, keptAs } = this.#reading;
    try {
      this.#write(this.#lane.end(terminated));
    } catch (error) {
      return this.#giveUp(error);
    }
    this.finish({ kind: 'done', filtered, ...this.usageSoFar(), ...(keptAs !== undefined && { keptAs }) });
  }

  #linger(): void {
    const { flow } = this;
    this.#lingering = this.setting.clock.after(LINGER_MS, () => flow?.abort());
  }

  #endRefused({ status, headers }: { status: number; headers: ReplyHeaders }): void {
    const body = Buffer.concat(this.#held);
    if (status >= 300) return this.fail(refusalFault(this.setting, status, headers, body));
    const { verdict, failure } = this.setting.lane.dialect.readReply(body);
    if (verdict === 'error') return this.fail(failureFault(this.setting, failure!));
    const type = headers['content-type'] ?? 'no content type';
    this.fail(new Fault('protocol_error', `${this.setting.targetId} answered a stream request with ${type}`));
  }
}
