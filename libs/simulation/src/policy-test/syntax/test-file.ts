import {
  about,
  expected,
  expression,
  integer,
  keyed,
  list,
  located,
  number,
  percent,
  record,
  required,
  text,
  truth,
  type ValueOf,
} from '@fairlead/policy';
import { expectations } from './expect.js';
import { given } from './given.js';
import { instant } from '../../syntax/instant.js';
import { load } from './load.js';
import { requestFacts } from '../../syntax/request.js';
import { script } from './script.js';

const invariant = record({
  name: required(text),
  when: about('Which requests it is about, in CEL; absent: all.', expression('bool'), {
    example: 'label("region") == "eu"',
  }),
  targetsSubsetOf: about(
    'Nobody else is ever called; `*` stands for any run of characters.',
    keyed('targets_subset_of', list(text)),
  ),
  targetsNoneOf: about('None of these is ever called.', keyed('targets_none_of', list(text))),
  attemptsMax: about('Attempts of one request.', keyed('attempts_max', integer({ min: 1 }))),
  amplificationMax: about(
    'Attempts in all, divided by requests in all.',
    keyed('amplification_max', number({ min: 1 })),
  ),
});

const test = record({
  name: required(text),
  request: about('One request is asked.', requestFacts),
  load: about('Many requests are asked.', load),
  given: about('How the targets are.', given),
  script: about('What the attempts of each request meet.', script),
  expect: about('What must have happened.', expected(expectations)),
});

const coverage = record({
  routes: about('How many of the routes something was checked of.', percent),
  tiers: about('How many of the tiers.', percent),
  rules: about('How many of the failover rules.', percent),
  failUnder: about('Less is a failure.', keyed('fail_under', truth), { default: true }),
});

/** A file of tests for a policy. */
export const testFile = record({
  policy: about('The policy, relative to this file.', required(located(text))),
  config: about(
    'The configuration of the gateway, relative to this file: what is known of the targets.',
    located(text),
  ),
  seed: about('Every draw comes from it.', integer({ min: 0, max: 2 ** 32 - 1 }), { default: 1 }),
  start: about('Calendar time at the beginning of every test.', instant, { default: '2026-01-01T00:00:00Z' }),
  invariants: about(
    'Checked on every attempt, hedge and copy of every request of the file.',
    list(located(invariant)),
  ),
  tests: about('The tests, each in a world of its own.', required(list(located(test)))),
  coverage: about('How much of the policy must have been reached.', coverage),
});

export type TestFileSyntax = ValueOf<typeof testFile>;
export type TestSyntax = ValueOf<typeof test>;
export type InvariantSyntax = ValueOf<typeof invariant>;
export type ExpectSyntax = ValueOf<typeof expectations>;
