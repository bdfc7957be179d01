import { Fault, type ReplyHeaders } from '@fairlead/plugin-sdk';
import { Attempt, type AttemptSetting } from './attempt.js';
import { MAX_ERROR_BYTES, refusalFault } from './refusal.js';

/** Where a relayed reply goes. */
export interface RelayOutlet {
  /** The reply is good: its status and headers are sent now, and this target is the one. */
  commit(status: number): void;
  /** `false`: the caller is slower than the provider. */
  write(bytes: Uint8Array): boolean;
  onDrain(resume: () => void): void;
}

/** One call whose reply passes as it comes: sound, images, whatever it is. It is judged by its status alone. */
export class RelayAttempt extends Attempt {
  protected committed = false;
  #status = 0;
  #headers: ReplyHeaders = {};
  #refusal: Uint8Array[] = [];
  #refusalSize = 0;
  #heldBack = false;

  constructor(
    setting: AttemptSetting,
    readonly outlet: RelayOutlet,
    /** What the provider refuses passes too. */
    readonly passRefusals: boolean,
  ) {
    super(setting);
  }

  protected begin(): void {}

  protected usageSoFar(): object {
    return {};
  }

  onHeaders(status: number, headers: ReplyHeaders): void {
    this.#status = status;
    this.#headers = headers;
    this.setting.onHeaders(headers);
    if (status >= 200 && status < 300) this.#commit();
    else if (this.passRefusals && status >= 400 && status < 500) this.#commit();
  }

  onData(chunk: Uint8Array): void {
    if (this.ended) return;
    if (!this.committed) return this.#hold(chunk);
    this.#keepAlive();
    if (!this.outlet.write(chunk)) this.#holdBack();
  }

  onEnd(): void {
    if (this.ended) return;
    if (this.committed) return this.finish({ kind: 'done', filtered: false });
    this.fail(refusalFault(this.setting, this.#status, this.#headers, Buffer.concat(this.#refusal)));
  }

  #commit(): void {
    this.committed = true;
    this.setting.onFirstToken();
    this.outlet.commit(this.#status);
    this.#keepAlive();
  }

  /** There is no content to tell from noise: every byte counts. */
  #keepAlive(): void {
    const { clock, limits } = this.setting;
    this.watchdog.set('transport_idle', clock.now() + limits.transportIdleMs);
  }

  #hold(chunk: Uint8Array): void {
    this.#refusalSize += chunk.length;
    this.#refusal.push(chunk);
    if (this.#refusalSize <= MAX_ERROR_BYTES) return;
    this.flow?.abort();
    this.fail(new Fault('protocol_error', `${this.setting.targetId} sent an error page of over 1 MiB`));
  }

  #holdBack(): void {
    this.watchdog.clear('transport_idle');
    if (this.#heldBack) return;
    this.#heldBack = true;
    this.flow?.pause();
    this.outlet.onDrain(() => {
      this.#heldBack = false;
      if (this.ended) return;
      this.#keepAlive();
      this.flow?.resume();
    });
  }
}
