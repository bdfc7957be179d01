import { readJsonObject } from '@fairlead/dialects';
import { giving } from '../../vendor/native-reply.js';
import type { SeenCall } from '../../vendor/vendor.js';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { TEXT } from '../answers.js';
import { onLanes } from '../on-lanes.js';
import { CANARY } from '../../report/canary.js';
import { urlsOf } from '../options.js';
import { CALLERS_HEADER, CALLERS_KEY, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { modelOf, optionsOf, stage, type Subject } from '../subject.js';

/** The one call that a plain question makes, on every lane. @throws Difference when there was none, or more */
function calls(subject: Subject, judge: (call: SeenCall) => void): Promise<void> {
  return onLanes(subject, 'all', async (berth, lane) => {
    for (const stream of [false, true]) {
      subject.vendor.will(giving(stage(subject, lane, TEXT, stream).native));
      const { report } = await pose(subject, berth, lane, TEXT, { stream });
      const [call, ...more] = subject.vendor.calls;
      must(call !== undefined, `nothing was sent to the vendor: ${report?.error ?? 'no reason was given'}`);
      mustEqual('further calls', more.length, 0);
      judge(call);
    }
  });
}

/** @throws Difference */
export function mustNameModel({ body, url }: SeenCall, model: string): void {
  must(
    body.includes(model) || decodeURIComponent(url).includes(model),
    `neither URL nor body names the model "${model}"`,
  );
}

/** @throws Difference for a call that goes past the address that was configured */
export function mustBeBelow({ url }: SeenCall, subject: Subject): void {
  const bases = urlsOf(subject.definition.config, optionsOf(subject)).map((base) => new URL(base).pathname);
  if (bases.length === 0) return;
  const below = bases.some((base) => url.startsWith(base.endsWith('/') ? base : `${base}/`));
  must(below, `it went to ${url}, which is not below ${bases.join(' or ')}`);
}

const holdsKey = ({ url, headers }: SeenCall): boolean =>
  decodeURIComponent(url).includes(CANARY) || decoded(headers).includes(CANARY);

/** Headers as they are, and what of them is base64. */
function decoded(headers: SeenCall['headers']): string {
  const words = Object.values(headers).flat().join(' ').split(/\s+/);
  return `${words.join(' ')} ${words.map((word) => Buffer.from(word, 'base64').toString()).join(' ')}`;
}

/** @throws Difference when the credential is missing, or where it should not be; NotClaimed without one */
export function mustBeAuthorized(call: SeenCall, subject: Subject): void {
  if (subject.definition.config.secrets.length === 0) throw new NotClaimed('it has no secret');
  must(!call.body.includes(CANARY), 'the credential stands in the body');
  const signed = /signature|hmac/i.test(String(call.headers['authorization'] ?? ''));
  must(signed || holdsKey(call), 'the credential is in no header and in no query');
}

/** What goes out, and what must not. */
export const REQUESTS: readonly ProviderCase[] = [
  {
    code: 'provider.request',
    title: 'a question is one POST of JSON below the configured address, and names the model',
    run: (subject) =>
      calls(subject, (call) => {
        mustEqual('method', call.method, 'POST');
        const type = call.headers['content-type'] ?? 'none';
        must(type.includes('json'), `the content type is ${type}`);
        must(
          readJsonObject(Buffer.from(call.body)) !== undefined,
          `the body is no JSON object: ${call.body}`,
        );
        mustBeBelow(call, subject);
        mustNameModel(call, modelOf(subject));
      }),
  },
  {
    code: 'provider.auth',
    title: 'the credential goes with every request, and not in its body',
    run: (subject) => calls(subject, (call) => mustBeAuthorized(call, subject)),
  },
  {
    code: 'provider.callers_headers',
    title: "nothing of a caller's headers goes along",
    run: (subject) =>
      calls(subject, (call) => {
        must(!JSON.stringify(call.headers).includes(CALLERS_KEY), "the caller's own key was sent on");
        must(!(CALLERS_HEADER in call.headers), "a caller's header was sent on");
      }),
  },
];
