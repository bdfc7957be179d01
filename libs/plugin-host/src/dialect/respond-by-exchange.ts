import {
  Fault,
  type Conversation,
  type Provider,
  type StreamPart,
  type WireCall,
  type WireReply,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import { FORM_HEADERS, partBytes, replyBytes } from './form-bytes.js';
import { PartOrder } from './part-order.js';
import { ReplyAssembler } from './reply-assembler.js';

type Exchange = NonNullable<Provider['exchange']>;

/** A provider's `exchange` as one that answers in process, in the bytes of the intermediate form. */
export function respondByExchange(exchange: Exchange): NonNullable<Provider['respond']> {
  return async (request: WireRequest, call: WireCall): Promise<WireReply> => {
    const conversation = JSON.parse(Buffer.from(request.body).toString('utf8')) as Conversation;
    const { stream, model, headers } = request;
    const given: unknown = exchange({ ...conversation, stream }, { ...call, model, headers });
    if (typeof (given as AsyncIterable<StreamPart>)?.[Symbol.asyncIterator] !== 'function')
      throw new Fault('protocol_error', "the plugin's exchange() gave no async iterable of parts");
    const parts = ordered(given as AsyncIterable<StreamPart>);
    // Whoever waits for a part may be gone before there is a reply: what the plugin holds open is let go all the same.
    const leave = (): void => void parts.return(undefined).catch(() => {});
    call.signal.addEventListener('abort', leave, { once: true });
    // A refusal comes before anything is said: it must still be able to be one.
    const first = await parts.next();
    const all = startingWith(first, parts);
    if (!stream) return { status: 200, headers: FORM_HEADERS.whole, body: assembled(all) };
    return { status: 200, headers: FORM_HEADERS.stream, body: written(all) };
  };
}

/** @throws Fault for parts that are out of order; what ends without `end` simply ends */
async function* ordered(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart> {
  const order = new PartOrder();
  for await (const part of parts) {
    order.check(part);
    yield part;
  }
}

async function* startingWith(
  first: IteratorResult<StreamPart>,
  rest: AsyncGenerator<StreamPart>,
): AsyncGenerator<StreamPart> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

async function* written(parts: AsyncIterable<StreamPart>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield partBytes([part]);
}

async function* assembled(parts: AsyncIterable<StreamPart>): AsyncGenerator<Uint8Array> {
  const assembler = new ReplyAssembler();
  let ended = false;
  for await (const part of parts) {
    assembler.take(part);
    ended = part.kind === 'end';
  }
  if (!ended) throw new Fault('stream_broken', "the plugin's answer ended before its end");
  yield replyBytes(assembler.reply());
}
