import type { DialectError, StreamDecoder, StreamEncoder, StreamEvent, StreamPart } from '@fairlead/dialects';
import type { StreamLane } from './lane.js';

const COLON = 0x3a;

/** Events of one dialect in, events of another out, each as soon as it can be said. */
export class TranslatingStream implements StreamLane {
  #said = false;

  constructor(
    readonly decoder: StreamDecoder,
    readonly encoder: StreamEncoder,
  ) {}

  pass(events: readonly StreamEvent[]): Uint8Array | undefined {
    let text = '';
    for (const event of events) {
      if (event.json !== undefined)
        text += this.#write(this.decoder.read({ ...named(event), json: event.json }));
      // A comment means the same everywhere: the connection lives.
      else if (this.#said && event.bytes[0] === COLON) text += ': keep-alive\n\n';
    }
    return this.#bytes(text);
  }

  end(): Uint8Array | undefined {
    return this.#bytes(this.#write(this.decoder.finish()));
  }

  errorEvent(error: DialectError): Uint8Array {
    return Buffer.from(this.encoder.error(error), 'utf8');
  }

  #write(parts: readonly StreamPart[]): string {
    let text = '';
    for (const part of parts) text += this.encoder.write(part);
    return text;
  }

  #bytes(text: string): Uint8Array | undefined {
    if (text === '') return undefined;
    this.#said = true;
    return Buffer.from(text, 'utf8');
  }
}

function named({ name }: StreamEvent): { name?: string } {
  return name === undefined ? {} : { name };
}
