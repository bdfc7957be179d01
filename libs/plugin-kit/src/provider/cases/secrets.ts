import type { ServerResponse } from 'node:http';
import { heardDuring } from '../../report/heard.js';
import { must, NotClaimed } from '../../report/verdict.js';
import { giving } from '../../vendor/native-reply.js';
import { TEXT } from '../answers.js';
import type { Lane } from '../lane.js';
import { onLanes } from '../on-lanes.js';
import { CANARY } from '../../report/canary.js';
import { pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { optionsOf, stage, type Subject } from '../subject.js';

type Echo = (response: ServerResponse, said: string, lane: Lane) => void;

const refusing =
  (status: number): Echo =>
  (response, said) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': said });
    response.end(JSON.stringify({ error: { message: said, type: said, code: said }, message: said }));
  };

/** Ways in which a vendor repeats what it was sent. */
const ECHOES: Readonly<Record<string, Echo>> = {
  'a 401': refusing(401),
  'a 500': refusing(500),
  'a 400 in plain text': (response, said) => void response.writeHead(400).end(said),
  'a 200 that is no answer': (response, said) => void response.writeHead(200).end(said),
  'an event of error': (response, message, { vendors }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(vendors?.openStream().errorEvent({ status: 500, message, code: message }));
  },
  'a connection that breaks': (response) => void response.socket?.resetAndDestroy(),
};

/** @throws NotClaimed when there is none */
function keysOf(subject: Subject): string[] {
  const { secrets } = subject.definition.config;
  if (secrets.length === 0) throw new NotClaimed('it has no secret');
  const options = optionsOf(subject);
  return secrets.map((secret) => String(options[secret]));
}

/** The vendor repeats every credential and every header, in each of these ways; this is all that anyone gets to see. */
function echoed(subject: Subject, look: (seen: string, how: string) => void): Promise<void> {
  const keys = keysOf(subject);
  return onLanes(subject, 'all', async (berth, lane) => {
    for (const [how, echo] of Object.entries(ECHOES)) {
      for (const stream of [false, true]) {
        subject.vendor.will((response, { headers, url }) =>
          echo(response, `bad key ${keys.join(' ')} in ${url} ${JSON.stringify(headers)}`, lane),
        );
        const { caller, report } = await pose(subject, berth, lane, TEXT, { stream });
        look(`${caller.text} ${JSON.stringify(caller.headers)} ${JSON.stringify(report)}`, how);
      }
    }
  });
}

/** Credentials are the vendor's business alone. */
export const SECRETS: readonly ProviderCase[] = [
  {
    code: 'provider.secrets',
    title: 'a credential that the vendor repeats reaches nobody',
    run: (subject) =>
      echoed(subject, (seen, how) =>
        must(!seen.includes(CANARY), `after ${how} the credential stands in what callers and logs get`),
      ),
  },
  {
    code: 'provider.secrets.output',
    title: 'nothing is printed that holds a credential',
    async run(subject) {
      const heard = await heardDuring(async () => {
        await echoed(subject, () => undefined);
        await onLanes(subject, 'all', async (berth, lane) => {
          subject.vendor.will(giving(stage(subject, lane, TEXT, false).native));
          await pose(subject, berth, lane, TEXT);
        });
      });
      must(!heard.includes(CANARY), 'the credential was printed');
    },
  },
];
