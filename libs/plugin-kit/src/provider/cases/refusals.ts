import { FAULTS, type FaultClass } from '@fairlead/plugin-sdk';
import { mustEqual, must } from '../../report/verdict.js';
import { TEXT } from '../answers.js';
import { moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';

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

/** A refusal keeps its class, and nothing is made of it that it is not. */
export const REFUSALS: readonly ProviderCase[] = [
  ...BY_STATUS.map(([status, expected]): ProviderCase => ({
    code: `provider.fault.${status}`,
    title: `status ${status} is ${expected}`,
    run: (subject) =>
      moored(subject, async (berth) => {
        subject.vendor.will((response) => void response.writeHead(status).end());
        const { caller, report } = await pose(subject, berth, TEXT);
        mustEqual('class', report?.outcome, expected);
        must(caller.status >= 400, `the caller saw status ${caller.status}`);
      }),
  })),
  {
    code: 'provider.fault.unreachable',
    title: 'a connection that is refused is connect_error',
    run: (subject) =>
      moored(subject, async (berth) => {
        subject.vendor.will((response) => void response.socket?.resetAndDestroy());
        const { report } = await pose(subject, berth, TEXT);
        mustEqual('class', report?.outcome, 'connect_error');
      }),
  },
  {
    code: 'provider.fault.no_answer',
    title: 'a 200 that is no answer is no success',
    run: (subject) =>
      moored(subject, async (berth) => {
        for (const body of ['', '<html>busy</html>', '{}']) {
          subject.vendor.will((response) => void response.writeHead(200).end(body));
          const { caller, report } = await pose(subject, berth, TEXT);
          must(caller.status >= 500, `a 200 of ${JSON.stringify(body)} became status ${caller.status}`);
          must(FAULTS[report?.outcome as FaultClass] !== undefined, `it counted as ${report?.outcome}`);
        }
      }),
  },
  {
    code: 'provider.quota',
    title: 'rate limits in headers of a reply are read',
    run: (subject) =>
      moored(subject, async (berth) => {
        const readings = berth.provider.quota({
          'x-ratelimit-limit-requests': '100',
          'x-ratelimit-remaining-requests': '7',
          'x-ratelimit-reset-requests': '30s',
        });
        must(Array.isArray(readings), 'quota() gave no list');
        for (const headers of [{}, { 'x-ratelimit-limit-requests': 'soon' }, { 'retry-after': '-1' }]) {
          must(Array.isArray(berth.provider.quota(headers)), 'quota() failed over headers that say nothing');
        }
      }),
  },
];
