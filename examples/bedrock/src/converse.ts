import { Fault, retryAfterMs, type Conversation, type StreamPart } from '@fairlead/plugin-sdk';
import type { BedrockConfig } from './bedrock-config.js';
import type { EventMessage } from './event-stream/event-message.js';
import { readEventStream } from './event-stream/read-event-stream.js';
import { faultOf } from './refusal.js';
import type { ConverseEvent, ConverseReply } from './reply/converse-reply.js';
import { StreamParts } from './reply/stream-parts.js';
import { wholeParts } from './reply/whole-parts.js';
import { converseRequest } from './request/converse-request.js';
import { signedHeaders, type Identity } from './signed-headers.js';

/** Names of models hold colons, and those of inference profiles slashes. */
export function converseUrl({ baseUrl, awsRegion }: BedrockConfig, model: string, stream: boolean): string {
  const base = baseUrl ?? `https://bedrock-runtime.${awsRegion}.amazonaws.com`;
  return `${base}/model/${encodeURIComponent(model)}/${stream ? 'converse-stream' : 'converse'}`;
}

export interface ConverseCall {
  readonly model: string;
  readonly signal: AbortSignal;
  readonly clock: { wall(): Date };
}

/** One answer, in parts. */
export async function* converse(
  config: BedrockConfig,
  conversation: Conversation,
  call: ConverseCall,
): AsyncGenerator<StreamPart> {
  const reply = await send(config, conversation, call);
  if (!reply.ok) throw await refusalOf(reply);
  if (conversation.stream) yield* streamed(reply);
  else yield* wholeParts((await reply.json()) as ConverseReply);
}

async function send(
  config: BedrockConfig,
  conversation: Conversation,
  call: ConverseCall,
): Promise<Response> {
  const { signal, clock, model } = call;
  const url = converseUrl(config, model, conversation.stream);
  const body = JSON.stringify(converseRequest(conversation, model));
  const signable = { method: 'POST', url, body, headers: { 'content-type': 'application/json' } } as const;
  const headers = await signedHeaders(signable, identityIn(config), clock.wall());
  // A redirect would carry the signature elsewhere.
  return fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' }).catch((error: unknown) => {
    throw new Fault('connect_error', `no connection to Bedrock: ${reasonOf(error)}`);
  });
}

function identityIn({ accessKeyId, secretAccessKey, sessionToken, awsRegion }: BedrockConfig): Identity {
  return { accessKeyId, secretAccessKey, sessionToken, region: awsRegion, service: 'bedrock' };
}

/** `fetch` hides the reason in the error's cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

async function* streamed({ body }: Response): AsyncGenerator<StreamPart> {
  if (body === null) throw new Fault('protocol_error', 'the reply has no body');
  const parts = new StreamParts();
  for await (const message of readEventStream(body)) yield* parts.read(...eventIn(message));
  yield* parts.end();
}

/** @throws Fault when the message is an exception */
function eventIn({ headers, payload }: EventMessage): [name: string, event: ConverseEvent] {
  const content = objectIn(payload.toString());
  const type = headers.get(':message-type');
  if (type === 'event') return [headers.get(':event-type') ?? '', content as ConverseEvent];
  throw faultOf({
    exception: headers.get(':exception-type') ?? headers.get(':error-code'),
    said: headers.get(':error-message') ?? textOf(content['message']),
  });
}

async function refusalOf(reply: Response): Promise<Fault> {
  const body = objectIn(await reply.text());
  return faultOf({
    exception: reply.headers.get('x-amzn-errortype') ?? textOf(body['__type']),
    said: textOf(body['message'] ?? body['Message']),
    status: reply.status,
    retryAfterMs: retryAfterMs(Object.fromEntries(reply.headers)),
  });
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
