import { DIALECTS, OPERATIONS, type Operation } from '@fairlead/plugin-sdk';
import { readJsonObject } from '@fairlead/dialects';
import type { Berth, Outcome } from '../../berth/berth.js';
import { giving } from '../../vendor/native-reply.js';
import { Difference, must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { operationExam, type OperationExam } from '../operation-exams.js';
import { moored } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { modelOf, mustReachVendor, type Subject } from '../subject.js';
import { mustBeAuthorized, mustBeBelow, mustNameModel } from './requests.js';

const BOUNDARY = 'kit-boundary';

/** In every dialect of the operation that the provider speaks, as its caller wrote it. */
async function served(subject: Subject, operation: Operation): Promise<void> {
  await moored(subject, async (berth) => {
    const spoken = berth.provider.speaks.filter((name) => DIALECTS[name] === operation);
    if (spoken.length === 0) throw new NotClaimed('it speaks no dialect of it');
    mustReachVendor(berth);
    for (const name of spoken) {
      try {
        await asked(subject, berth, operationExam(name)!);
      } catch (error) {
        throw error instanceof Difference ? new Difference(`${name}: ${error.message}`) : error;
      }
    }
  });
}

async function asked(subject: Subject, berth: Berth, exam: OperationExam): Promise<void> {
  const reply = typeof exam.reply === 'string' ? exam.reply : JSON.stringify(exam.reply);
  const headers = { 'content-type': typeof exam.reply === 'string' ? 'audio/mpeg' : 'application/json' };
  subject.vendor.will(giving({ status: 200, headers, pieces: [Buffer.from(reply)] }));
  const { caller, report } = await ask(subject, berth, exam);
  const [call, ...more] = subject.vendor.calls;
  must(call !== undefined, `nothing was sent to the vendor: ${report?.error ?? 'no reason was given'}`);
  mustEqual('further calls', more.length, 0);
  mustEqual('method', call.method, 'POST');
  if (!exam.form) must(readJsonObject(Buffer.from(call.body)) !== undefined, 'the body is no JSON object');
  mustBeBelow(call, subject);
  mustNameModel(call, modelOf(subject));
  if (subject.definition.config.secrets.length > 0) mustBeAuthorized(call, subject);
  mustEqual('status', caller.status, 200);
  mustEqual('reply', caller.text, reply);
}

function ask(
  subject: Subject,
  berth: Berth,
  { dialect, body, form, unnamed }: OperationExam,
): Promise<Outcome> {
  const model = modelOf(subject);
  const named = unnamed ? body : { model, ...body };
  const question = { dialect, model, body: named, spoken: dialect.name };
  if (!form) return berth.ask({ ...question, ...(dialect.relayed && { relay: { method: 'POST' } }) });
  return berth.ask({
    ...question,
    relay: {
      method: 'POST',
      contentType: `multipart/form-data; boundary=${BOUNDARY}`,
      upload: { spent: false, readBytes: 0, open: formOf },
    },
  });
}

async function* formOf(model: string): AsyncGenerator<Uint8Array> {
  const parts = [
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="model"\r\n\r\n${model}\r\n`,
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="kit.bin"\r\n\r\nkit\r\n`,
    `--${BOUNDARY}--\r\n`,
  ];
  for (const part of parts) yield Buffer.from(part);
}

/** Everything that is no conversation: it reaches the vendor as it should, and the answer comes back as it was. */
export const SERVED_OPERATIONS: readonly ProviderCase[] = OPERATIONS.filter(
  (operation) => operation !== 'chat',
).map((operation) => ({
  code: `provider.operation.${operation}`,
  title: `${operation.replaceAll('_', ' ')}: one request, its address, its credential, its reply`,
  run: (subject) => served(subject, operation),
}));
