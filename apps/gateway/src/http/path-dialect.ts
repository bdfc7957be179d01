import { anthropicMessages, gemini, openAiChat, type Dialect } from '@fairlead/dialects';
import type { IncomingHttpHeaders } from 'node:http';
import { findEndpoint } from './endpoints.js';

/** The dialect that a path's callers read, for what is said outside an exchange: lists, refusals, errors. */
export function dialectOfPath(url: string, headers: IncomingHttpHeaders): Dialect {
  const endpoint = findEndpoint(url);
  if (endpoint !== undefined) return endpoint.dialect;
  if (/^\/(?:gemini\/|v1beta\/)/.test(url)) return gemini;
  if (/^\/anthropic\/|^\/v1\/messages(?:[/?]|$)/.test(url)) return anthropicMessages;
  // The one path that several libraries share tells them apart by the headers that only they send.
  if (/^\/v1\/models(?:[/?]|$)/.test(url)) {
    if (headers['anthropic-version'] !== undefined) return anthropicMessages;
    if (headers['x-goog-api-key'] !== undefined || headers['x-goog-api-client'] !== undefined) return gemini;
  }
  return openAiChat;
}
