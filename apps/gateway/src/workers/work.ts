import type { PageAnswer, PageRequest, Order, Report } from './protocol.js';
import { isOrder } from './protocol.js';
import { banner } from '../banner.js';
import { drain, FAREWELL_MS } from '../drain.js';
import type { Gateway } from '../start-gateway.js';

/** A worker's side: it serves as any gateway does, answers for its pages, and ends when the primary says so. */
export function workForPrimary(
  gateway: Gateway,
  urls: { readonly api: string; readonly admin: string },
): void {
  const { runtime } = gateway;
  const leave = (cause: string, delayMs: number): void => {
    // Signals come to all processes of a terminal or a service, and the primary's word after them.
    if (runtime.draining) return;
    runtime.draining = true;
    void report({ report: 'draining', withinMs: delayMs + runtime.settings.drain.timeoutMs + FAREWELL_MS });
    void drain(gateway, cause, delayMs)
      .then(async () => report({ report: 'last', snapshot: await runtime.metrics.snapshot() }))
      .finally(() => process.exit(0));
  };
  const obey = async (order: Order): Promise<void> => {
    if (order.order === 'page') {
      const answer = await pageOf(gateway, order.request).catch(() => STOPPING);
      await report({ report: 'page', id: order.id, answer });
    } else if (order.order === 'counts') {
      const [snapshot, connections] = [await runtime.metrics.snapshot(), await gateway.connections()];
      await report({ report: 'counts', id: order.id, snapshot, connections });
    } else if (order.order === 'shed') gateway.shedding.remaining = order.connections;
    // With another worker in its place no balancer has to notice: its listener closes at once.
    else leave(order.cause, order.retire ? 0 : runtime.settings.drain.delayMs);
  };
  process.on('message', (message: unknown) => {
    if (isOrder(message)) void obey(message);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => leave(signal, runtime.settings.drain.delayMs));
  void report({ report: 'ready', api: urls.api, banner: banner(runtime, urls.api, urls.admin) });
}

async function pageOf({ admin }: Gateway, { method, url, headers, body }: PageRequest): Promise<PageAnswer> {
  const answer = await admin.inject({
    method: method as 'GET',
    url,
    headers,
    ...(body !== undefined && { payload: body }),
  });
  const type = answer.headers['content-type'];
  const challenge = answer.headers['www-authenticate'];
  return {
    status: answer.statusCode,
    headers: {
      ...(type !== undefined && { 'content-type': String(type) }),
      ...(challenge !== undefined && { 'www-authenticate': String(challenge) }),
    },
    body: answer.body,
  };
}

/** Once the listeners close nothing is answered any more, by a single process neither. */
const STOPPING: PageAnswer = {
  status: 503,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: '{"error":"this worker is stopping"}',
};

/** Resolves when it is on its way; a primary that is gone hears nothing, and its workers end with it. */
function report(message: Report): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}
