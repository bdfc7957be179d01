import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Runtime } from '../runtime/runtime.js';
import type { Entry } from './entry.js';
import { urlBelowMount } from './mount-path.js';
import { RawCaller } from './raw-caller.js';

/** Everything that callers' libraries ask for is below these. */
export const INFERENCE_PATHS = ['v1/*', 'v1beta/*', 'openai/*', 'anthropic/*', 'gemini/*'];

/** Writes to the raw reply. */
export function serveInference(
  runtime: Runtime,
  entry: Entry,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { method, headers, body } = request;
  const url = urlBelowMount(request);
  const said = reply.getHeaders();
  reply.hijack();
  const caller = new RawCaller(reply.raw, said, () => runtime.draining);
  const readable = body instanceof Uint8Array || body instanceof Readable ? body : undefined;
  return entry.handle({ method, url, headers, body: readable }, caller);
}

/**
 * The routes of the gateway's own server, without the way through a Nest controller, which is 5% of a request. In another application
 * they are a controller's, so that its guards and interceptors hold for them too.
 */
export function addInferenceRoutes(fastify: FastifyInstance, runtime: Runtime, entry: Entry): void {
  for (const path of INFERENCE_PATHS)
    fastify.all(`/${path}`, (request, reply) => serveInference(runtime, entry, request, reply));
}
