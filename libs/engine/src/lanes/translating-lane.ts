import {
  readJsonObject,
  replyLosses,
  type Codec,
  type Dialect,
  type EncodingContext,
  type StreamReading,
} from '@fairlead/dialects';
import type { Lane, LaneReply, LaneRequest, StreamLane } from './lane.js';
import { TranslatingStream } from './translating-stream.js';

/** Caller and target speak different dialects of conversation: decode, then encode, both ways. */
export class TranslatingLane implements Lane {
  readonly passes = false;

  constructor(
    readonly dialect: Dialect,
    readonly there: Codec,
    readonly here: Codec,
    readonly context: EncodingContext,
    readonly dropped: readonly string[],
  ) {}

  request(model: string): LaneRequest {
    const draft = { ...this.there.encodeRequest(this.context.conversation, model) };
    return { body: Buffer.from(JSON.stringify(draft), 'utf8'), draft };
  }

  reply(body: Uint8Array): LaneReply {
    const reply = this.there.decodeReply(readJsonObject(body) ?? {});
    const said = this.here.encodeReply(reply, this.context);
    return {
      body: Buffer.from(JSON.stringify(said), 'utf8'),
      dropped: replyLosses(reply, this.here.carriage).map((feature) => `reply.${feature}`),
    };
  }

  openStream(_reading: StreamReading): StreamLane {
    return new TranslatingStream(this.there.openDecoder(), this.here.openEncoder(this.context));
  }
}
