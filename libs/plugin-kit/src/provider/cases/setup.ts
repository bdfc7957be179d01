import { ConfigurationError } from '@fairlead/configuration';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { TEXT } from '../answers.js';
import { CANARY } from '../../report/canary.js';
import { lanesOf } from '../lane.js';
import { moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { openBerth, optionsOf, type Subject } from '../subject.js';
import { mustBeAuthorized, mustBeBelow } from './requests.js';

/** How long a probe may take, ms. */
const PROBE_MS = 2000;

/** What the plugin says of these options, all together. */
async function problemsWith(subject: Subject, options: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    const berth = await openBerth(subject, options as Record<string, unknown>);
    await berth.close();
    return '';
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n');
  }
}

/** Options, and what happens before the first request. */
export const SETUP: readonly ProviderCase[] = [
  {
    code: 'provider.config.unknown',
    title: 'an unknown option is told, with its name',
    async run(subject) {
      const told = await problemsWith(subject, { ...optionsOf(subject), kit_invented: 1 });
      must(told.includes('kit_invented'), `an unknown option passed${told === '' ? '' : `: ${told}`}`);
      must(!told.includes(CANARY), 'a secret stands in a problem');
    },
  },
  {
    code: 'provider.config.wrong',
    title: 'a wrong value is told, without secrets',
    async run(subject) {
      const { secrets, schema } = subject.definition.config;
      const typed = Object.keys(schema?.properties ?? {}).find((key) => !secrets.includes(key));
      if (typed === undefined) throw new NotClaimed('it has no option besides secrets');
      const told = await problemsWith(subject, { ...optionsOf(subject), [typed]: { kit: [] } });
      must(told !== '', `"${typed}" took a map`);
      must(!told.includes(CANARY), 'a secret stands in a problem');
    },
  },
  {
    code: 'provider.config.missing',
    title: 'an option that is required and missing is told, with its name',
    async run(subject) {
      const { secrets, schema } = subject.definition.config;
      const required = (schema?.required ?? []).filter((key) => !secrets.includes(key));
      if (required.length === 0) throw new NotClaimed('it requires no option besides secrets');
      for (const key of required) {
        const { [key]: _missing, ...rest } = optionsOf(subject);
        const told = await problemsWith(subject, rest);
        must(
          told.includes(key),
          `without "${key}" it is ${told === '' ? 'made all the same' : `told: ${told}`}`,
        );
      }
    },
  },
  {
    code: 'provider.config.unset',
    title: 'without its secret it is unconfigured, and never called',
    async run(subject) {
      const { secrets } = subject.definition.config;
      const parsed = subject.definition.config.parse({});
      if (secrets.length === 0 || (parsed.ok && parsed.unset.length === 0))
        throw new NotClaimed('it does without a secret');
      const options = Object.fromEntries(
        Object.entries(optionsOf(subject)).filter(([key]) => !secrets.includes(key)),
      );
      const berth = await openBerth(subject, options);
      try {
        must(berth.provider.unset.length > 0, 'it does not say which secret is missing');
        subject.vendor.will((response) => void response.writeHead(200).end());
        for (const lane of lanesOf(berth)) await pose(subject, berth, lane, TEXT);
        mustEqual('calls', subject.vendor.calls.length, 0);
      } finally {
        await berth.close();
      }
    },
  },
  {
    code: 'provider.probe',
    title: 'the probe asks for nothing that costs, and tells a good key from a bad one',
    run: (subject) =>
      moored(subject, async ({ provider }) => {
        if (!provider.probeable) throw new NotClaimed('it has no probe');
        const signal = new AbortController().signal;
        subject.vendor.will((response) => void response.writeHead(200).end('{"data":[]}'));
        mustEqual('good', (await provider.probe('models_list', signal, PROBE_MS)).result, 'ok');
        const [call] = subject.vendor.calls;
        must(call !== undefined, 'it went somewhere else than the options say');
        must(call.method === 'GET' || call.method === 'HEAD', `it is a ${call.method}`);
        mustEqual('its body', call.body, '');
        mustBeBelow(call, subject);
        if (subject.definition.config.secrets.length > 0) mustBeAuthorized(call, subject);
        subject.vendor.will((response) => void response.writeHead(401).end());
        mustEqual('bad', (await provider.probe('models_list', signal, PROBE_MS)).result, 'auth_invalid');
      }),
  },
];
