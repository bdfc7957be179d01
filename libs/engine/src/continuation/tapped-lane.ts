import type { Dialect, DialectError, StreamDecoder, StreamEvent, StreamReading } from '@fairlead/dialects';
import type { Lane, LaneReply, LaneRequest, StreamLane } from '../lanes/lane.js';
import { Delivered } from './delivered.js';

/** A lane that remembers what its stream has said, so that another target can go on. */
export class TappedLane implements Lane {
  delivered = new Delivered();

  constructor(readonly lane: Lane) {}

  get dialect(): Dialect {
    return this.lane.dialect;
  }

  get passes(): boolean {
    return this.lane.passes;
  }

  get dropped(): readonly string[] {
    return this.lane.dropped;
  }

  request(model: string): LaneRequest {
    return this.lane.request(model);
  }

  reply(body: Uint8Array): LaneReply {
    return this.lane.reply(body);
  }

  openStream(reading: StreamReading): StreamLane {
    this.delivered = new Delivered();
    const stream = this.lane.openStream(reading);
    const decoder = this.dialect.codec?.openDecoder();
    return decoder === undefined ? stream : new TappedStream(stream, decoder, this.delivered);
  }
}

class TappedStream implements StreamLane {
  constructor(
    readonly stream: StreamLane,
    readonly decoder: StreamDecoder,
    readonly delivered: Delivered,
  ) {}

  pass(events: readonly StreamEvent[]): Uint8Array | undefined {
    for (const { name, json } of events) {
      if (json === undefined) continue;
      const parts = this.decoder.read({ ...(name !== undefined && { name }), json });
      for (const part of parts) this.delivered.take(part);
    }
    return this.stream.pass(events);
  }

  end(terminated: boolean): Uint8Array | undefined {
    return this.stream.end(terminated);
  }

  errorEvent(error: DialectError): Uint8Array {
    return this.stream.errorEvent(error);
  }
}
