import { classify, FAULTS, type FaultClass } from '@fairlead/plugin-sdk';
import type { Berth, Outcome } from '../../berth/berth.js';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { nativeOf } from '../../vendor/fixture.js';
import type { Behaviour } from '../../vendor/vendor.js';
import { TEXT } from '../answers.js';
import type { Lane } from '../lane.js';
import { onLanes } from '../on-lanes.js';
import { pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { withOptions, type Subject } from '../subject.js';

/** A bare status, and what it means everywhere: a plugin may know better only by the vendor's own codes. */
const BY_STATUS: readonly (readonly [status: number, faultClass: FaultClass])[] = [
  [400, 'bad_request'],
  [401, 'auth_invalid'],
  [402, 'quota_exhausted'],
  [403, 'permission_denied'],
  [404, 'model_not_found'],
  [413, 'request_too_large'],
  [422, 'bad_request'],
  [429, 'rate_limited'],
  [500, 'server_error'],
  [502, 'server_error'],
  [503, 'overloaded'],
  [504, 'server_error'],
  [529, 'overloaded'],
];

/** Refusals that only their words tell apart. */
const BY_WORDS: readonly { status: number; code?: string; type?: string; message: string }[] = [
  { status: 400, code: 'context_length_exceeded', message: 'The maximum context length is 8192 tokens.' },
  { status: 400, code: 'content_filter', message: 'The content policy was violated.' },
  { status: 400, code: 'unsupported_parameter', message: 'This model has no seed.' },
  { status: 404, code: 'model_not_found', message: 'There is no such model.' },
  { status: 429, code: 'insufficient_quota', message: 'Your credit is used up.' },
  { status: 500, type: 'overloaded_error', message: 'Overloaded' },
];

/** The vendor does so on every lane, whether it is asked for a stream or not. */
function refused(
  subject: Subject,
  behaviour: Behaviour,
  judge: (outcome: Outcome) => void,
  lanes: 'all' | 'spoken' = 'spoken',
): Promise<void> {
  return onLanes(subject, lanes, async (berth, lane) => {
    for (const stream of [false, true]) {
      subject.vendor.will(behaviour);
      judge(await pose(subject, berth, lane, TEXT, { stream }));
    }
  });
}

const mustBe =
  (expected: FaultClass) =>
  ({ caller, report }: Outcome): void => {
    mustEqual('class', report?.outcome, expected);
    must(caller.status >= 400, `the caller saw status ${caller.status}`);
  };

function mustFail({ caller, report }: Outcome): void {
  must(caller.status >= 500 || caller.cut, `the caller saw status ${caller.status}`);
  must(FAULTS[report?.outcome as FaultClass] !== undefined, `it counted as ${report?.outcome}`);
}

/** The dialect's own way to say it must mean what the table of faults says. */
async function inItsWords(subject: Subject, berth: Berth, lane: Lane): Promise<void> {
  const { vendors } = lane;
  if (vendors === undefined) throw new NotClaimed('only fixtures/faults.json can tell its words');
  for (const error of BY_WORDS) {
    const body = vendors.errorBody(error);
    const headers = { 'content-type': 'application/json' };
    const expected = classify({
      ...vendors.readFailure(error.status, headers, body),
      status: error.status,
      headers,
    });
    subject.vendor.will((response) => void response.writeHead(error.status, headers).end(body));
    mustBe(expected)(await pose(subject, berth, lane, TEXT));
  }
}

/** A refusal keeps its class, and nothing is made of it that it is not. */
export const REFUSALS: readonly ProviderCase[] = [
  ...BY_STATUS.map(([status, expected]): ProviderCase => ({
    code: `provider.fault.${status}`,
    title: `status ${status} is ${expected}`,
    run: (subject) => refused(subject, (response) => void response.writeHead(status).end(), mustBe(expected)),
  })),
  {
    code: 'provider.fault.words',
    title: 'a refusal in the words of its dialect keeps its class',
    run: (subject) => onLanes(subject, 'spoken', (berth, lane) => inItsWords(subject, berth, lane)),
  },
  {
    code: 'provider.fault.retry_after',
    title: 'how long the vendor wants to be left alone reaches the caller',
    run: (subject) =>
      refused(
        subject,
        (response) => void response.writeHead(429, { 'retry-after': '7' }).end(),
        ({ caller }) => mustEqual('retry-after', caller.headers['retry-after'], '7'),
      ),
  },
  {
    code: 'provider.fault.redirect',
    title: 'a redirect is not followed, least of all with the credential',
    run: (subject) =>
      refused(
        subject,
        (response) => void response.writeHead(307, { location: `${subject.vendor.origin}/elsewhere` }).end(),
        (outcome) => {
          mustFail(outcome);
          mustEqual('calls', subject.vendor.calls.length, 1);
        },
      ),
  },
  {
    code: 'provider.fault.unreachable',
    title: 'a connection that is refused is connect_error',
    run: (subject) =>
      refused(subject, (response) => void response.socket?.resetAndDestroy(), mustBe('connect_error')),
  },
  {
    code: 'provider.fault.no_answer',
    title: 'a 200 that is no answer is no success',
    async run(subject) {
      for (const body of ['', '<html>busy</html>', '{}', '[]', '{"choices":'])
        await refused(subject, (response) => void response.writeHead(200).end(body), mustFail, 'all');
    },
  },
  {
    code: 'provider.fault.inside_200',
    title: 'an error inside a 200 is no success',
    run: (subject) =>
      onLanes(subject, 'all', async (berth, lane) => {
        const { vendors } = lane;
        if (vendors === undefined) throw new NotClaimed('only fixtures/faults.json can tell its words');
        const body = vendors.errorBody({ status: 500, message: 'kit: out of steam', type: 'server_error' });
        const headers = { 'content-type': 'application/json' };
        subject.vendor.will((response) => void response.writeHead(200, headers).end(body));
        mustFail(await pose(subject, berth, lane, TEXT));
      }),
  },
  {
    code: 'provider.fault.own',
    title: "the vendor's own refusals are what fixtures/faults.json says they are",
    run: async (subject) => {
      if (subject.fixtures.faults.length === 0) throw new NotClaimed('there is no fixtures/faults.json');
      for (const fault of subject.fixtures.faults) {
        const { status, headers, pieces } = nativeOf(fault, fault.stream ?? false);
        const told = withOptions(subject, fault.options);
        const what = fault.name ?? `status ${status}`;
        await onLanes(told, 'spoken', async (berth, lane) => {
          subject.vendor.will((response) => {
            response.writeHead(status, headers);
            response.end(Buffer.concat(pieces));
          });
          const { report } = await pose(told, berth, lane, TEXT, { stream: fault.stream ?? false });
          mustEqual(what, report?.outcome, fault.class);
        });
      }
    },
  },
];
