import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, RouteOptions, preParsingHookHandler } from 'fastify';
import { countHttp } from '../observe/http-metrics.js';
import type { Runtime } from '../runtime/runtime.js';
import { closeWhenDraining } from './close-when-draining.js';
import { identifyAnswer } from './identify-answers.js';
import { urlBelowMount } from './mount-path.js';
import { refuse } from './refuse.js';
import { thrownAsRefusal } from './thrown.js';

/** Marks a route of ours, and says how its bodies are read. */
export const BYTES = { fairlead: 'bytes' } as const;
export const TEXT = { fairlead: 'text' } as const;

/** Types that no caller sends: how bodies are read hangs on the type, and the application reads `application/json`. */
const READ_AS = {
  bytes: 'application/vnd.fairlead.bytes',
  text: 'application/vnd.fairlead.text',
  form: 'application/vnd.fairlead.form',
} as const;
const BODIED: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Gives our routes on the server of another application what they need, and only them: bodies as they are, ids,
 * refusals in the caller's dialect, counts. The application's routes keep their parsers and hooks.
 *
 * @throws Error where another gateway has done it on this server
 */
export function dressOwnRoutes(fastify: FastifyInstance, runtime: Runtime): void {
  if (fastify.hasContentTypeParser(READ_AS.bytes))
    throw new Error(
      'FairleadModule is imported twice in one application: import it once, and inject Fairlead',
    );
  /** What requests have declared, until their body is read. */
  const declared = new WeakMap<IncomingMessage, string | undefined>();
  addParsers(fastify, runtime.bodyLimitBytes, ({ raw }) => restore(raw, declared));
  const close = closeWhenDraining(runtime);
  const count = countHttp(runtime.metrics);
  const undeclare: Record<'bytes' | 'text', preParsingHookHandler> = {
    bytes: disguise('bytes', declared),
    text: disguise('text', declared),
  };
  fastify.addHook('onRoute', (route) => {
    const read = markOf(route);
    if (read === undefined) return;
    addHook(route, 'onRequest', close);
    addHook(route, 'preParsing', undeclare[read]);
    addHook(route, 'onSend', identifyAnswer);
    if (read === 'bytes') addHook(route, 'onResponse', count);
    route.errorHandler = (error, request, reply) => {
      const asked = { method: request.method, url: urlBelowMount(request) };
      refuse(request, reply, thrownAsRefusal(error, asked, runtime.bodyLimitBytes));
    };
  });
}

function addParsers(
  fastify: FastifyInstance,
  bodyLimit: number,
  restoreType: (request: { raw: IncomingMessage }) => void,
): void {
  fastify.addContentTypeParser(READ_AS.bytes, { parseAs: 'buffer', bodyLimit }, (request, body, done) => {
    restoreType(request);
    done(null, body);
  });
  fastify.addContentTypeParser(READ_AS.text, { parseAs: 'string', bodyLimit }, (request, body, done) => {
    restoreType(request);
    done(null, body);
  });
  // Forms hold files: they are read as they come.
  fastify.addContentTypeParser(READ_AS.form, (request, payload, done) => {
    restoreType(request);
    done(null, payload);
  });
}

/** The last moment before the type chooses the parser: hooks of the application have seen the true one. */
function disguise(
  read: 'bytes' | 'text',
  declared: WeakMap<IncomingMessage, string | undefined>,
): preParsingHookHandler {
  return ({ raw }, _reply, payload, done) => {
    if (BODIED.has(raw.method ?? '')) {
      const type = raw.headers['content-type'];
      declared.set(raw, type);
      const isForm = read === 'bytes' && /^multipart\/form-data\b/i.test(type ?? '');
      raw.headers['content-type'] = READ_AS[isForm ? 'form' : read];
    }
    done(null, payload);
  };
}

function restore(raw: IncomingMessage, declared: WeakMap<IncomingMessage, string | undefined>): void {
  const type = declared.get(raw);
  if (type === undefined) delete raw.headers['content-type'];
  else raw.headers['content-type'] = type;
}

function markOf({ config }: RouteOptions): 'bytes' | 'text' | undefined {
  const mark = (config as { fairlead?: unknown } | undefined)?.fairlead;
  return mark === 'bytes' || mark === 'text' ? mark : undefined;
}

/** Once, also where Fastify makes a HEAD route of a GET that is dressed already. */
function addHook(
  route: RouteOptions,
  name: 'onRequest' | 'preParsing' | 'onSend' | 'onResponse',
  hook: unknown,
): void {
  const before: readonly unknown[] = [route[name] ?? []].flat();
  if (!before.includes(hook)) Object.assign(route, { [name]: [...before, hook] });
}
