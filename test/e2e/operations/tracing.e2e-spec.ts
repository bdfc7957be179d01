import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { ok, overloaded } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** 2: server, 3: client. */
  readonly kind: number;
  readonly status: { readonly code?: number };
  readonly attributes: readonly {
    readonly key: string;
    readonly value: Record<string, string | number | boolean>;
  }[];
}

/** Takes OTLP over HTTP, in JSON. */
class Collector {
  readonly #server: Server;
  readonly bodies: string[] = [];

  constructor() {
    this.#server = createServer((incoming, response) => {
      void buffer(incoming).then((body) => {
        this.bodies.push(`${incoming.url} ${body.toString('utf8')}`);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  spans(): Span[] {
    return this.bodies.flatMap((text) => {
      const { resourceSpans } = JSON.parse(text.slice(text.indexOf(' '))) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    });
  }
}

/** Attributes as a plain object; whole numbers are text on the wire. */
const attributes = (span: Span): Record<string, unknown> =>
  Object.fromEntries(
    span.attributes.map(({ key, value }) => [
      key,
      value['intValue'] === undefined ? Object.values(value)[0] : Number(value['intValue']),
    ]),
  );

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const QUESTION = { model: 'chat', messages: [{ role: 'user', content: 'a very private question' }] };

let one: FaultServer;
let two: FaultServer;
beforeAll(async () => {
  await ensureBuilt();
  [one, two] = await Promise.all([startFaultServer(), startFaultServer()]);
}, 180_000);
afterAll(() => Promise.all([one, two].map((server) => server.stop())));

function start(env: Record<string, string>): Promise<GatewayProcess> {
  return startGateway({
    config: fairleadYaml({ one: { base_url: one.baseUrl }, two: { base_url: two.baseUrl } }),
    policy: tieredPolicy(['one/m', 'two/m'], { failover: { same_target_retries: 0 } }),
    env,
  });
}

const ask = (gateway: GatewayProcess, headers: Record<string, string> = {}): ReturnType<typeof call> =>
  call(`${gateway.apiUrl}/v1/chat/completions`, QUESTION, { headers });

describe('a trace', () => {
  let spans: Span[];
  let sent: string;

  beforeAll(async () => {
    const collector = new Collector();
    const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: await collector.open() });
    try {
      one.always(overloaded());
      two.always(ok());
      await ask(gateway, { traceparent: `00-${TRACE_ID}-${CALLER}-01` });
      await ask(gateway, { traceparent: `00-${TRACE_ID}-${CALLER}-00` });
    } finally {
      // What is left goes out when it ends.
      await gateway.stop();
      collector.close();
    }
    spans = collector.spans();
    sent = collector.bodies.join('\n');
  }, 30_000);

  it('goes on from the caller, with a span for the exchange and one for each attempt', () => {
    const exchange = spans.find(({ kind }) => kind === 2)!;
    const attempts = spans.filter(({ kind }) => kind === 3);
    expect(exchange).toMatchObject({ traceId: TRACE_ID, parentSpanId: CALLER, name: 'chat' });
    expect(attempts.map(({ traceId, parentSpanId, name }) => ({ traceId, parentSpanId, name }))).toEqual(
      ['one', 'two'].map(() => ({ traceId: TRACE_ID, parentSpanId: exchange.spanId, name: 'chat m' })),
    );
  });

  it('goes on to each provider from its own attempt', () => {
    const byTarget = new Map(spans.map((span) => [attributes(span)['fairlead.target'], span.spanId]));
    for (const [server, target] of [
      [one, 'one/m'],
      [two, 'two/m'],
    ] as const) {
      const attempt = spans.find(
        (span) => span.kind === 3 && attributes(span)['fairlead.target'] === target,
      )!;
      expect(byTarget.has(target)).toBe(true);
      expect(server.requests[0]!.headers['traceparent']).toBe(`00-${TRACE_ID}-${attempt.spanId}-01`);
    }
  });

  it('says who was asked, what it took and why it failed', () => {
    const [failed, answered] = spans.filter(({ kind }) => kind === 3);
    expect(attributes(failed!)).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'one',
      'gen_ai.request.model': 'm',
      'gen_ai.request.stream': false,
      'server.address': '127.0.0.1',
      'http.response.status_code': 503,
      'error.type': 'overloaded',
    });
    expect(failed!.status.code).toBe(2);
    expect(attributes(answered!)).toMatchObject({
      'gen_ai.usage.input_tokens': expect.any(Number) as number,
      'gen_ai.usage.output_tokens': expect.any(Number) as number,
      'gen_ai.response.time_to_first_chunk': expect.any(Number) as number,
      'fairlead.connect_ms': expect.any(Number) as number,
    });
    const exchange = attributes(spans.find(({ kind }) => kind === 2)!);
    expect(exchange).toMatchObject({
      'fairlead.route': 'chat',
      'fairlead.target': 'two/m',
      'fairlead.outcome': 'ok',
      'fairlead.attempts': 2,
      'http.response.status_code': 200,
      'fairlead.earlier_attempts_ms': expect.any(Number) as number,
    });
  });

  it('is not drawn where the caller did not sample it, and is passed on all the same', () => {
    expect(spans).toHaveLength(3);
    expect(two.requests[1]!.headers['traceparent']).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-00$`));
  });

  it('holds no text of the caller, no answer and no key', () => {
    expect(sent).toMatch(/^\/v1\/traces /);
    for (const secret of ['private question', 'key-of-one', 'key-of-two', 'Ahoy'])
      expect(sent).not.toContain(secret);
  });
});

it('a collector that is not there costs nobody an answer, nor the end its time', async () => {
  const gone = new Collector();
  const endpoint = await gone.open();
  gone.close();
  const gateway = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  one.always(ok());
  const { status } = await ask(gateway);
  expect(status).toBe(200);
  expect(await gateway.stop()).toBe(0);
}, 30_000);

it('without an endpoint nothing is drawn, and the caller’s own trace goes on', async () => {
  const gateway = await start({});
  one.always(ok());
  const asked = one.requests.length;
  await ask(gateway, { traceparent: `00-${TRACE_ID}-${CALLER}-01` });
  expect(one.requests[asked]!.headers['traceparent']).toBe(`00-${TRACE_ID}-${CALLER}-01`);
  await gateway.stop();
}, 30_000);
