import type { IncomingHttpHeaders } from 'node:http';
import type { ConversationDialect } from '@fairlead/plugin-sdk';

/** A refusal before anybody looks at the request, in the vendor's shape. */
export interface Refusal {
  readonly status: number;
  readonly json: object;
}

/** Whether the caller is known, by the header that the vendor reads. Undefined: it is. */
export function refuseCaller(
  spoken: ConversationDialect,
  headers: IncomingHttpHeaders,
  url: URL,
  apiKey: string,
): Refusal | undefined {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (spoken === 'gemini') {
    const given = headerOf(headers, 'x-goog-api-key') ?? url.searchParams.get('key') ?? undefined;
    if (given === undefined)
      return gemini(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers.");
    return given === apiKey
      ? undefined
      : gemini(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.');
  }
  if (spoken !== 'anthropic-messages') {
    if (bearer === undefined) return openai("You didn't provide an API key.", null);
    return bearer === apiKey
      ? undefined
      : openai(`Incorrect API key provided: ${bearer}.`, 'invalid_api_key');
  }
  // The vendor's own client sends a key as a bearer token, others as `x-api-key`.
  const given = headerOf(headers, 'x-api-key') ?? bearer;
  if (given === undefined) return anthropic(401, 'authentication_error', 'x-api-key header is required');
  if (given !== apiKey) return anthropic(401, 'authentication_error', 'invalid x-api-key');
  if (headers['anthropic-version'] !== undefined) return undefined;
  return anthropic(400, 'invalid_request_error', 'anthropic-version: header is required');
}

/** A path that is not served. */
export function unknownPath(spoken: ConversationDialect, { pathname }: URL): Refusal {
  if (spoken === 'gemini') return gemini(404, 'NOT_FOUND', `${pathname} is not found.`);
  if (spoken === 'anthropic-messages') return anthropic(404, 'not_found_error', 'Not found');
  return { ...openai(`Invalid URL (POST ${pathname})`, null), status: 404 };
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  return headers[name]?.toString();
}

function openai(message: string, code: string | null): Refusal {
  return { status: 401, json: { error: { message, type: 'invalid_request_error', param: null, code } } };
}

function anthropic(status: number, type: string, message: string): Refusal {
  return { status, json: { type: 'error', error: { type, message }, request_id: 'req_sim' } };
}

function gemini(code: number, status: string, message: string): Refusal {
  return { status: code, json: { error: { code, message, status } } };
}
