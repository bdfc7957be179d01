import type { DialectError } from '../dialect-error.js';

/** The names that google.rpc gives to what an HTTP status means. */
const NAME_BY_STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  402: 'FAILED_PRECONDITION',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  529: 'UNAVAILABLE',
};

/** `{"error": {code, message, status, details}}`; the gateway's own facts are an entry of the details. */
export function geminiErrorBody(error: DialectError): Uint8Array {
  return Buffer.from(geminiErrorText(error), 'utf8');
}

/** The same object as a `data:` event: every client library raises it. */
export function geminiErrorEvent(error: DialectError): Uint8Array {
  return Buffer.from(`data: ${geminiErrorText(error)}\n\n`, 'utf8');
}

/** The same object as text, without framing. */
export function geminiErrorText(error: DialectError): string {
  const { status, message } = error;
  const details = [...errorInfo(error), ...badField(error)];
  return JSON.stringify({
    error: { code: status, message, status: nameOf(error), ...(details.length > 0 && { details }) },
  });
}

/** A provider of this dialect names its errors itself; types of other dialects mean nothing here. */
function nameOf({ status, type }: DialectError): string {
  if (type !== undefined && Object.values(NAME_BY_STATUS).includes(type)) return type;
  return NAME_BY_STATUS[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');
}

function errorInfo(error: DialectError): object[] {
  const { code, fairlead } = error;
  if (code === undefined && fairlead === undefined) return [];
  const metadata = Object.entries(fairlead ?? {}).map(([key, fact]) => [
    key,
    typeof fact === 'string' ? fact : JSON.stringify(fact),
  ]);
  return [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: (code ?? nameOf(error)).toUpperCase(),
      domain: 'fairlead',
      metadata: Object.fromEntries(metadata) as object,
    },
  ];
}

function badField({ param, message }: DialectError): object[] {
  if (param === undefined) return [];
  return [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: param, description: message }],
    },
  ];
}
