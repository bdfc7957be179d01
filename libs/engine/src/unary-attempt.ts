import { Fault, type ReplyHeaders, type TokenUsage } from '@fairlead/plugin-sdk';
import { Attempt } from './attempt.js';
import type { LaneReply } from './lanes/lane.js';
import { failureFault, MAX_ERROR_BYTES, refusalFault } from './refusal.js';

/** A whole reply is held until it proved complete, so that a cut one can still be answered by another target. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** One call whose reply is a single document. */
export class UnaryAttempt extends Attempt {
  protected readonly committed = false;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #status = 0;
  #headers: ReplyHeaders = {};

  protected begin(): void {}

  protected usageSoFar(): { usage?: TokenUsage } {
    return {};
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    this.#status = status;
    this.#headers = headers;
    this.setting.onHeaders(headers);
  }

  onData(chunk: Uint8Array): void {
    if (this.ended) return;
    const isError = this.#status >= 300;
    if (this.#size === 0 && !isError) this.setting.onFirstToken();
    this.#size += chunk.length;
    if (isError && this.#size > MAX_ERROR_BYTES) return this.#stopReading();
    if (this.#size > MAX_REPLY_BYTES) {
      this.flow?.abort();
      return this.fail(new Fault('protocol_error', `${this.setting.targetId} sent a reply of over 64 MiB`));
    }
    this.#chunks.push(chunk);
  }

  onEnd(): void {
    if (this.ended) return;
    const body = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    if (this.#status < 200 || this.#status >= 300) {
      return this.fail(refusalFault(this.setting, this.#status, this.#headers, body));
    }
    this.#judge(body);
  }

  #judge(body: Uint8Array): void {
    const { targetId } = this.setting;
    const { lane } = this.setting;
    const { verdict, usage, filtered = false, failure, keptAs } = lane.dialect.readReply(body);
    if (verdict === 'error') return this.fail(failureFault(this.setting, failure!));
    if (verdict === 'empty')
      return this.fail(new Fault('empty_response', `${targetId} answered 200 with nothing in it`));
    if (verdict === 'malformed') {
      return this.fail(
        new Fault('protocol_error', `${targetId} answered 200 with something that is not its protocol`),
      );
    }
    const reply = this.#translate(body);
    if (reply === undefined) return;
    this.finish({ kind: 'done', reply, filtered, usage, keptAs });
  }

  #translate(body: Uint8Array): LaneReply | undefined {
    const { lane, targetId } = this.setting;
    try {
      return lane.reply(body);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.fail(new Fault('protocol_error', `${targetId} sent a reply that cannot be translated: ${why}`));
      return undefined;
    }
  }

  /** An endless error page: its status says enough. */
  #stopReading(): void {
    this.flow?.abort();
    this.fail(refusalFault(this.setting, this.#status, this.#headers, Buffer.concat(this.#chunks)));
  }
}
