import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { Call } from '../http/call.js';
import { formBoundary } from '../http/form-model.js';
import type { Entry } from '../http/entry.js';
import { InProcessCaller, type OpenAnswer } from './in-process-caller.js';

/** What client libraries take as their `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Statuses that a `Response` may have no body with. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Sends a call in and resolves with the head of its answer, as soon as there is one. */
export async function callIn(entry: Entry, call: Call, signal: AbortSignal | undefined): Promise<OpenAnswer> {
  signal?.throwIfAborted();
  const caller = new InProcessCaller(signal);
  // It says what goes wrong to the caller.
  void entry.handle(call, caller);
  return caller.answer;
}

/** A `fetch` that goes to the gateway of this process, whatever host the address names: only its path counts. */
export function inProcessFetch(entry: Entry): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    // A request's own signal is held weakly; the one that it follows is the caller's.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const body = await bodyOf(request);
    const call = { method: request.method, url: `${pathname}${search}`, headers, body };
    const answer = await callIn(entry, call, signal);
    const { status } = answer;
    const bodiless = BODILESS.has(status) || request.method === 'HEAD';
    return new Response(bodiless ? null : answer.body, { status, headers: { ...answer.headers } });
  };
}

/** Forms stream, as they do off a socket. */
async function bodyOf(request: Request): Promise<Call['body']> {
  if (request.body === null) return undefined;
  if (formBoundary(request.headers.get('content-type') ?? undefined) === undefined)
    return new Uint8Array(await request.arrayBuffer());
  return Readable.fromWeb(request.body as NodeReadableStream);
}
