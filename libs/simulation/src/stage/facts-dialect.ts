import {
  DIALECTS,
  type DialectName,
  type Failure,
  type Operation,
  type TokenUsage,
} from '@fairlead/plugin-sdk';
import type {
  Dialect,
  ReplyReading,
  RequestReading,
  RequestShape,
  StreamEvent,
  StreamReading,
} from '@fairlead/dialects';
import type { Asked } from './asked.js';

/** A request's bytes: none, for nobody reads them. Who plays the provider finds the request on them. */
export class FactsBody extends Uint8Array {
  constructor(readonly asked: Asked) {
    super(0);
  }
}

/** A reply's bytes: what they stand for. */
export class ReplyBytes extends Uint8Array {
  constructor(
    readonly kind: 'content' | 'done',
    readonly usage?: TokenUsage,
  ) {
    super(0);
  }
}

const NOTHING = new Uint8Array(0);

/**
 * A wire protocol without a wire: requests are facts, replies are what they cost. So the engine goes its usual way, and
 * a day of traffic is not a day of JSON.
 */
export class FactsDialect implements Dialect {
  readonly name: DialectName;
  readonly replyHeaders: ReadonlySet<string> = new Set();
  readonly terminator = NOTHING;

  constructor(readonly operation: Operation) {
    this.name = factsDialectName(operation);
  }

  readRequest(body: Uint8Array): RequestReading {
    return { ok: true, request: (body as FactsBody).asked.request };
  }

  withModel(body: Uint8Array, _request: RequestShape, _model: string): Uint8Array {
    return body;
  }

  readReply(body: Uint8Array): ReplyReading {
    const { usage } = body as ReplyBytes;
    return { verdict: 'ok', ...(usage && { usage }) };
  }

  openStream(): StreamReading {
    return new FactsReading();
  }

  readFailure(status: number, headers: Failure['headers']): Failure {
    return { status, headers };
  }

  errorBody(): Uint8Array {
    return NOTHING;
  }
}

class FactsReading implements StreamReading {
  finished = false;
  readonly filtered = false;
  usage: TokenUsage | undefined;

  feed(chunk: Uint8Array): StreamEvent[] {
    const bytes = chunk as ReplyBytes;
    if (bytes.kind === 'done') {
      this.finished = true;
      this.usage = bytes.usage;
    }
    return [{ kind: bytes.kind, bytes }];
  }

  flush(): StreamEvent[] {
    return [];
  }

  errorEvent(): Uint8Array {
    return NOTHING;
  }
}

/** Under the name of a real protocol of this operation: the engine knows no other. */
export function factsDialectName(operation: Operation): DialectName {
  const names = Object.keys(DIALECTS) as DialectName[];
  return names.find((name) => DIALECTS[name] === operation)!;
}
