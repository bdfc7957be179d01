import {
  EventSplitter,
  JsonArrayFraming,
  readEvent,
  type DialectError,
  type StreamReading,
} from '@fairlead/dialects';
import type { Lane, StreamLane } from './lane.js';

/** The same lane for a caller that reads a stream as one JSON array instead of server-sent events. */
export function asJsonArray(lane: Lane): Lane {
  return {
    dialect: lane.dialect,
    passes: lane.passes,
    dropped: lane.dropped,
    request: (model) => lane.request(model),
    reply: (body) => lane.reply(body),
    openStream: (reading: StreamReading) => new JsonArrayStream(lane.openStream(reading)),
  };
}

/** Takes what the lane would send event by event, and puts each one's data into the array. */
class JsonArrayStream implements StreamLane {
  readonly #splitter = new EventSplitter();
  readonly #framing = new JsonArrayFraming();

  constructor(readonly stream: StreamLane) {}

  pass(events: Parameters<StreamLane['pass']>[0]): Uint8Array | undefined {
    return this.#reframe(this.stream.pass(events));
  }

  end(terminated: boolean): Uint8Array {
    const last = this.#reframe(this.stream.end(terminated));
    return Buffer.concat([...(last ? [last] : []), this.#framing.end()]);
  }

  errorEvent(error: DialectError): Uint8Array {
    return this.#framing.error(error);
  }

  #reframe(bytes: Uint8Array | undefined): Uint8Array | undefined {
    const framed = (bytes === undefined ? [] : this.#splitter.feed(bytes)).flatMap((event) => {
      const { data } = readEvent(event);
      return data === undefined ? [] : [this.#framing.event(data)];
    });
    return framed.length === 0 ? undefined : Buffer.concat(framed);
  }
}
