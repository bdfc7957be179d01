import { readJsonObject, replyLosses, type Dialect, type StreamReading } from '@fairlead/dialects';
import { encodeDraft } from './encode-draft.js';
import type { Lane, LaneReply, LaneRequest, StreamLane } from './lane.js';
import { TranslatingStream } from './translating-stream.js';
import type { Translation } from './translation.js';

/** Caller and target speak different dialects of conversation: decode, then encode, both ways. */
export class TranslatingLane implements Lane {
  readonly passes = false;

  constructor(
    readonly translation: Translation,
    readonly dropped: readonly string[],
  ) {}

  get dialect(): Dialect {
    return this.translation.dialect;
  }

  request(model: string): LaneRequest {
    const { there, context } = this.translation;
    return encodeDraft(there, context.conversation, model);
  }

  reply(body: Uint8Array): LaneReply {
    const { there, here, context } = this.translation;
    const reply = there.decodeReply(readJsonObject(body) ?? {});
    return {
      body: Buffer.from(JSON.stringify(here.encodeReply(reply, context)), 'utf8'),
      dropped: replyLosses(reply, here.carriage).map((feature) => `reply.${feature}`),
    };
  }

  openStream(_reading: StreamReading): StreamLane {
    const { there, here, context } = this.translation;
    return new TranslatingStream(there.openDecoder(), here.openEncoder(context));
  }
}
