import { classify, Fault, type FaultClass } from '@fairlead/plugin-sdk';

/** By the exception's name, without its ending and in lower case. */
const CLASSES: Readonly<Record<string, FaultClass>> = {
  throttling: 'rate_limited',
  toomanyrequests: 'rate_limited',
  servicequotaexceeded: 'rate_limited',
  modelnotready: 'overloaded',
  serviceunavailable: 'overloaded',
  internalserver: 'server_error',
  internalfailure: 'server_error',
  modelerror: 'server_error',
  modelstreamerror: 'server_error',
  modeltimeout: 'timeout_first_token',
  resourcenotfound: 'model_not_found',
  accessdenied: 'permission_denied',
  unrecognizedclient: 'auth_invalid',
  invalidclienttokenid: 'auth_invalid',
  invalidsignature: 'auth_invalid',
  incompletesignature: 'auth_invalid',
  signaturedoesnotmatch: 'auth_invalid',
  missingauthenticationtoken: 'auth_invalid',
  expiredtoken: 'auth_invalid',
  requestexpired: 'auth_invalid',
  requestentitytoolarge: 'request_too_large',
};

/** What a refused request's words say more exactly than their exception's name. */
const SAID: readonly (readonly [RegExp, FaultClass])[] = [
  [
    /too long|too many (?:input )?tokens|context (?:window|length)|maximum number of (?:input )?tokens/i,
    'context_length',
  ],
  [/model identifier is invalid|model .*(?:not found|does not exist)/i, 'model_not_found'],
];

export interface Refusal {
  /** As a header, a body or an event names it: `ThrottlingException`, `throttlingException:http://…`. */
  readonly exception?: string | undefined;
  readonly said?: string | undefined;
  /** Of the HTTP reply; undefined within a stream. */
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
}

export function faultOf({ exception = '', said = '', status, retryAfterMs }: Refusal): Fault {
  const code = exception.replace(/^.*#|:.*$/g, '');
  return new Fault(
    classOf(code, said, status),
    `Bedrock: ${[code, said].filter(Boolean).join(': ') || status}`,
    {
      ...(status !== undefined && { status }),
      ...(code !== '' && { code }),
      ...(said !== '' && { said }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  );
}

function classOf(code: string, said: string, status: number | undefined): FaultClass {
  const named = CLASSES[code.toLowerCase().replace(/exception$/, '')];
  if (named !== undefined) return named;
  const [, told] = SAID.find(([pattern]) => pattern.test(said)) ?? [];
  if (told !== undefined) return told;
  if (status !== undefined) return classify({ status, headers: {}, message: said });
  // A stream can still find the request at fault.
  return /^validation/i.test(code) ? 'bad_request' : 'server_error';
}
