import { parseDataUrl } from '../../form/data-url.js';
import type { Choice, Part, Reply } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { FieldReader } from '../../json/field-reader.js';
import { decodeLogprobs } from '../logprobs.js';
import { audioType } from './audio-format.js';
import { decodeAnnotations } from './citations.js';
import { functionCallId, madeUpCallId } from './call-names.js';
import { thinkingText } from './decode-content.js';
import { readCreated } from './created.js';
import { decodeReasoning } from './decode-reasoning.js';
import { decodeFinish } from './finish.js';
import { keep } from './own.js';
import { decodeUsage } from './write-usage.js';

export function decodeReply(body: JsonObject): Reply {
  const reply = new FieldReader(body);
  const id = asText(reply.raw('id'));
  const choices = asArray(reply.raw('choices')).flatMap((value, position) => {
    const choice = asObject(value);
    return choice === undefined ? [] : [decodeChoice(choice, position, id ?? '')];
  });
  return defined({
    id,
    model: asText(reply.raw('model')),
    createdS: readCreated(reply.raw('created')),
    choices,
    usage: decodeUsage(reply.raw('usage')),
    serviceTier: asText(body['service_tier']),
    ...keep(reply.rest()),
  });
}

/** What stood in the message and in the choice is kept beside what it means, so that nothing is lost on the way back. */
function decodeChoice(
  { index, message, finish_reason, logprobs, ...rest }: JsonObject,
  position: number,
  replyId: string,
): Choice {
  const said = asObject(message) ?? {};
  const parts = decodeMessage(said, (number) => madeUpCallId(replyId, number));
  const finish = decodeFinish(finish_reason) ?? { reason: 'other' };
  const content = asObject(logprobs)?.['content'];
  const kept = keptOf(said);
  return defined({
    index: typeof index === 'number' ? index : position,
    parts,
    finish,
    logprobs: Array.isArray(content) ? decodeLogprobs(content) : undefined,
    ...keep({
      message: Object.keys(kept).length > 0 ? kept : undefined,
      choice: { ...rest, ...(asText(finish_reason) && { finish_reason }), ...defined({ logprobs }) },
    }),
  });
}

/** Of a message everything but its text and its calls, which are written anew; an empty one of these as it was. */
function keptOf({ role: _role, content, tool_calls, ...kept }: JsonObject): JsonObject {
  const silent = content === '' || (content === null && kept['audio'] !== undefined);
  return {
    ...kept,
    ...(silent && { content }),
    ...(tool_calls !== undefined && asArray(tool_calls).length === 0 && { tool_calls }),
  };
}

function decodeMessage(message: JsonObject, madeUpId: (number: number) => string): Part[] {
  const refusal = asText(message['refusal']);
  const citations = decodeAnnotations(message['annotations']);
  const said = decodeSaid(message['content']);
  const last = said.findLastIndex(({ kind }) => kind === 'text');
  return [
    ...decodeReasoning(message),
    ...said.map((part, index) => (index === last && citations.length > 0 ? { ...part, citations } : part)),
    ...(refusal === undefined ? [] : [{ kind: 'refusal', text: refusal } as const]),
    ...asArray(message['images']).flatMap(decodeImage),
    ...decodeAudio(asObject(message['audio'])),
    ...asArray(message['tool_calls']).map((call, number) =>
      decodeCall(asObject(call) ?? {}, madeUpId(number)),
    ),
    ...decodeSingleCall(asObject(message['function_call'])),
  ];
}

/** Text, or a list of pieces: some vendors answer with their thoughts among them. */
export function decodeSaid(content: unknown): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  return asArray(content).flatMap((value): Part[] => {
    const piece = asObject(value) ?? {};
    if (piece['type'] === 'thinking')
      return [{ kind: 'reasoning', text: thinkingText(asArray(piece['thinking'])) }];
    const text = asText(piece['text']);
    return text === undefined ? [] : [{ kind: 'text', text }];
  });
}

function decodeCall(call: JsonObject, idElse: string): Part {
  const custom = asObject(call['custom']);
  const held = custom ?? asObject(call['function']) ?? {};
  const input = custom ? custom['input'] : held['arguments'];
  const { id, type: _type, function: _function, custom: _custom, ...rest } = call;
  return defined({
    kind: 'tool_call' as const,
    id: asText(id) ?? idElse,
    name: asText(held['name']) ?? '',
    // Some small servers give the object itself.
    input: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
    custom: custom ? true : undefined,
    ...keep(rest),
  });
}

function decodeSingleCall(call: JsonObject | undefined): Part[] {
  const name = asText(call?.['name']);
  if (name === undefined) return [];
  return [{ kind: 'tool_call', id: functionCallId(name), name, input: asText(call?.['arguments']) ?? '' }];
}

function decodeImage(value: unknown): Part[] {
  const url = asText(asObject(asObject(value)?.['image_url'])?.['url']);
  if (url === undefined) return [];
  const inside = parseDataUrl(url);
  if (inside === undefined) return [{ kind: 'media', media: 'image', source: { from: 'url', url } }];
  const source = { from: 'data' as const, base64: inside.base64 };
  return [defined({ kind: 'media' as const, media: 'image' as const, source, mediaType: inside.mediaType })];
}

function decodeAudio(audio: JsonObject | undefined): Part[] {
  const base64 = asText(audio?.['data']);
  if (base64 === undefined) return [];
  const transcript = asText(audio?.['transcript']);
  return [
    ...(transcript === undefined ? [] : [{ kind: 'text', text: transcript } as const]),
    { kind: 'media', media: 'audio', source: { from: 'data', base64 }, mediaType: audioType('wav') },
  ];
}
