import type { Dialect, RequestReading } from '../dialect.js';
import type { CallShape } from '../codec.js';
import { family } from './family.js';
import { readOpenAiRequest } from './request.js';
import { readResponsesRequest } from './responses/request-shape.js';

/** What is only passed through: of a request the model's name is read, of a reply nothing but its status. */
const relayed = {
  ...family,
  readRequest: readModel,
  readReply: () => ({ verdict: 'ok' as const }),
  terminator: new Uint8Array(0),
  relayed: true,
} satisfies Omit<Dialect, 'name' | 'operation'>;

/** Pictures from words. */
export const openAiImages: Dialect = { ...relayed, name: 'openai-images', operation: 'image_generation' };
/** Pictures from pictures; its requests are forms. */
export const openAiImageEdits: Dialect = { ...relayed, name: 'openai-image-edits', operation: 'image_edit' };
/** Sound from words. */
export const openAiSpeech: Dialect = { ...relayed, name: 'openai-speech', operation: 'speech' };
/** Words from sound; its requests are forms, as those of translations are. */
export const openAiTranscriptions: Dialect = {
  ...relayed,
  name: 'openai-transcriptions',
  operation: 'transcription',
};
export const openAiTranslations: Dialect = {
  ...relayed,
  name: 'openai-translations',
  operation: 'translation',
};

/** Everything about replies of `/v1/responses` that is not asking for one: read, delete, cancel, compact, count. */
export const openAiKeptResponses: Dialect = {
  ...relayed,
  readRequest: readKept,
  name: 'openai-responses',
  operation: 'chat',
};

/** A stream is passed on like any other body, so it is none here. */
function readModel(body: Uint8Array, call?: CallShape): RequestReading {
  return call === undefined ? unstreamed(readOpenAiRequest(body)) : { ok: true, request: call };
}

/** It may go on from a reply, which binds it to whoever keeps that one. */
function readKept(body: Uint8Array, call?: CallShape): RequestReading {
  return call === undefined ? unstreamed(readResponsesRequest(body)) : { ok: true, request: call };
}

function unstreamed(reading: RequestReading): RequestReading {
  return reading.ok ? { ok: true, request: { ...reading.request, stream: false } } : reading;
}
