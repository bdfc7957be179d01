import type { Dialect, DialectError, RequestShape, StreamEvent, StreamReading } from '@fairlead/dialects';
import { joinNeighbours } from './join-neighbours.js';
import type { Lane, LaneReply, LaneRequest, StreamLane } from './lane.js';

/** The target speaks as the caller does: bytes in, the same bytes out, but for the model's name. */
export class PassingLane implements Lane {
  readonly passes = true;
  readonly dropped: readonly string[] = [];

  constructor(
    readonly dialect: Dialect,
    readonly body: Uint8Array,
    readonly shape: RequestShape,
    readonly batch = false,
  ) {}

  request(model: string): LaneRequest {
    const body = this.dialect.withModel(this.body, this.shape, model);
    return { body, ...(this.batch && { batch: true }) };
  }

  reply(body: Uint8Array): LaneReply {
    return { body, dropped: [] };
  }

  openStream(reading: StreamReading): StreamLane {
    return new PassingStream(this.dialect, reading);
  }
}

class PassingStream implements StreamLane {
  constructor(
    readonly dialect: Dialect,
    readonly reading: StreamReading,
  ) {}

  pass(events: readonly StreamEvent[]): Uint8Array | undefined {
    return events.length === 0 ? undefined : joinNeighbours(events);
  }

  end(terminated: boolean): Uint8Array | undefined {
    return terminated ? undefined : this.dialect.terminator;
  }

  errorEvent(error: DialectError): Uint8Array {
    return this.reading.errorEvent(error);
  }
}
