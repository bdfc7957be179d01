/** What takes the pieces: sonic-boom, in short. */
interface Destination {
  write(piece: string): boolean;
  flush(done?: (error?: Error) => void): void;
  flushSync(): void;
}

interface Gathering {
  /** A piece is handed on once it has so many bytes. */
  readonly enoughBytes: number;
  /** It has no more than so many, unless a single line has. */
  readonly mostBytes: number;
  /** So long a line waits where there are few. */
  readonly patienceMs: number;
}

/**
 * Lines on their way to the log, in pieces: each write wakes a helper thread. The destination could gather them itself, but measures all
 * that it has gathered for every line that is added, which was 3% of a request.
 */
export class GatheredLines {
  #lines: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly destination: Destination,
    private readonly gathering: Gathering,
  ) {}

  write(line: string): void {
    const { enoughBytes, mostBytes, patienceMs } = this.gathering;
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > mostBytes) this.#handOn();
    this.#lines.push(line);
    this.#bytes += bytes;
    if (this.#bytes >= enoughBytes) this.#handOn();
    else this.#timer ??= setTimeout(() => this.#handOn(), patienceMs).unref();
  }

  flush(done?: (error?: Error) => void): void {
    this.#handOn();
    this.destination.flush(done);
  }

  flushSync(): void {
    this.#handOn();
    this.destination.flushSync();
  }

  #handOn(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const piece = this.#lines.join('');
    this.#lines = [];
    this.#bytes = 0;
    this.destination.write(piece);
  }
}
