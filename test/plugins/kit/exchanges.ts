import {
  classify,
  Fault,
  retryAfterMs,
  type ExchangeCall,
  type JsonObject,
  type StreamPart,
} from '@fairlead/plugin-sdk';
import { sayingDecoder, type AcmeConfig } from './good-provider.js';

/** How a provider that does its own fetching goes about it. */
export interface Fetching {
  /** Whether it gives up when the gateway does. */
  readonly heedsSignal: boolean;
  /** Whether it reads as fast as the vendor sends, whoever waits. */
  readonly hoards: boolean;
}

/** Over the platform's own `fetch`. */
export async function* fetched(
  config: AcmeConfig,
  call: ExchangeCall,
  { heedsSignal, hoards }: Fetching,
): AsyncGenerator<StreamPart> {
  const response = await posted(config, call.model, heedsSignal ? call.signal : undefined);
  if (response.status !== 200) throw await refusal(response);
  const decoder = sayingDecoder();
  const lines = linesOf(response.body!);
  for await (const line of hoards ? hoarded(lines) : lines)
    yield* decoder.read({ data: line, json: objectIn(line) });
}

/** As fast as they come, whether anyone takes them or not. */
async function* hoarded(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hoard: string[] = [];
  const gate = { open: (): void => undefined, over: false };
  const pump = async (): Promise<void> => {
    for await (const line of lines) {
      hoard.push(line);
      gate.open();
    }
  };
  void pump()
    .catch(() => undefined)
    .finally(() => {
      gate.over = true;
      gate.open();
    });
  for (;;) {
    const line = hoard.shift();
    if (line !== undefined) yield line;
    else if (gate.over) return;
    else await new Promise<void>((resolve) => (gate.open = resolve));
  }
}

async function posted(
  { base_url, api_key }: AcmeConfig,
  model: string,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await fetch(`${base_url}/say`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model }),
      redirect: 'manual',
      ...(signal && { signal }),
    });
  } catch {
    throw new Fault('connect_error', 'the vendor cannot be reached');
  }
}

async function refusal(response: Response): Promise<Fault> {
  const { status } = response;
  const headers = Object.fromEntries(response.headers);
  const text = await response.text();
  if (status < 400) return new Fault('protocol_error', `the vendor answered ${status}`, { status });
  const faultClass = text.includes('E17') ? 'overloaded' : classify({ status, headers });
  const hintMs = retryAfterMs(headers);
  const details = { status, ...(hintMs !== undefined && { retryAfterMs: hintMs }) };
  return new Fault(faultClass, `the vendor answered ${status}`, details);
}

function objectIn(line: string): JsonObject {
  try {
    return JSON.parse(line) as JsonObject;
  } catch {
    throw new Fault('protocol_error', 'the vendor sent a line that is no JSON');
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
