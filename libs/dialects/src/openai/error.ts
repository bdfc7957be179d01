import type { DialectError } from '../dialect-error.js';

const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'invalid_request_error',
  405: 'invalid_request_error',
  413: 'invalid_request_error',
  415: 'invalid_request_error',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** `{"error": {message, type, param, code, fairlead}}`: the four keys are always there, as clients expect. */
export function openAiErrorBody(error: DialectError): Uint8Array {
  return Buffer.from(JSON.stringify(openAiError(error)), 'utf8');
}

/** The same object as a top-level `data:` event: the one form that every client library raises. */
export function openAiErrorEvent(error: DialectError): Uint8Array {
  return Buffer.from(`data: ${JSON.stringify(openAiError(error))}\n\n`, 'utf8');
}

function openAiError({ status, message, type, param, code, fairlead }: DialectError): object {
  return {
    error: {
      message,
      type: type ?? TYPE_BY_STATUS[status] ?? 'api_error',
      param: param ?? null,
      code: code ?? null,
      ...(fairlead && { fairlead }),
    },
  };
}
