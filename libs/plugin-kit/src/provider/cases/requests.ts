import { openAiEmbeddings, readJsonObject } from '@fairlead/dialects';
import { giving } from '../../vendor/native-reply.js';
import type { SeenCall } from '../../vendor/vendor.js';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { TEXT } from '../answers.js';
import { CANARY } from '../options.js';
import { CALLERS_HEADER, CALLERS_KEY, moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { modelOf, mustReachVendor, speaks, stage, type Subject } from '../subject.js';

/** The one call that a plain question makes. @throws Difference when there was none, or more */
async function callFor(subject: Subject, stream: boolean): Promise<SeenCall> {
  return moored(subject, async (berth) => {
    subject.vendor.will(giving(stage(subject, berth, TEXT.name, TEXT.reply, stream).native));
    const { report } = await pose(subject, berth, TEXT, { stream });
    const [call, ...more] = subject.vendor.calls;
    must(call !== undefined, `nothing was sent to the vendor: ${report?.error ?? 'no reason was given'}`);
    mustEqual('further calls', more.length, 0);
    return call;
  });
}

const holdsKey = ({ url, headers }: SeenCall): boolean =>
  decodeURIComponent(url).includes(CANARY) || JSON.stringify(headers).includes(CANARY);

/** What goes out, and what must not. */
export const REQUESTS: readonly ProviderCase[] = [
  {
    code: 'provider.request',
    title: 'a question is one POST of JSON that names the model',
    async run(subject) {
      for (const stream of [false, true]) {
        const call = await callFor(subject, stream);
        mustEqual('method', call.method, 'POST');
        must(
          readJsonObject(Buffer.from(call.body)) !== undefined,
          `the body is no JSON object: ${call.body}`,
        );
        const model = modelOf(subject);
        must(
          call.body.includes(model) || decodeURIComponent(call.url).includes(model),
          `neither URL nor body names the model "${model}"`,
        );
      }
    },
  },
  {
    code: 'provider.auth',
    title: 'the credential goes with every request, and not in its body',
    async run(subject) {
      const { secrets } = subject.definition.config;
      if (secrets.length === 0) throw new NotClaimed('it has no secret');
      const call = await callFor(subject, false);
      must(!call.body.includes(CANARY), 'the credential stands in the body');
      const signed = /signature|hmac/i.test(String(call.headers['authorization'] ?? ''));
      must(signed || holdsKey(call), 'the credential is in no header and in no query');
    },
  },
  {
    code: 'provider.callers_headers',
    title: "nothing of a caller's headers goes along",
    async run(subject) {
      const call = await callFor(subject, false);
      const all = JSON.stringify(call.headers);
      must(!all.includes(CALLERS_KEY), "the caller's own key was sent on");
      must(!(CALLERS_HEADER in call.headers), "a caller's header was sent on");
    },
  },
  {
    code: 'provider.embeddings',
    title: 'embeddings',
    run: (subject) =>
      moored(subject, async (berth) => {
        if (!speaks(berth, 'embeddings')) throw new NotClaimed('it speaks no dialect of embeddings');
        if (!berth.provider.speaks.includes('openai-embeddings'))
          throw new NotClaimed('the kit speaks one dialect of embeddings, which this is not');
        mustReachVendor(berth);
        const reply = {
          object: 'list',
          model: modelOf(subject),
          data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25] }],
          usage: { prompt_tokens: 2, total_tokens: 2 },
        };
        const pieces = [Buffer.from(JSON.stringify(reply))];
        subject.vendor.will(giving({ status: 200, headers: { 'content-type': 'application/json' }, pieces }));
        const body = { model: modelOf(subject), input: 'Ahoy' };
        const { caller } = await berth.ask({ dialect: openAiEmbeddings, body });
        mustEqual('reply', readJsonObject(Buffer.from(caller.text)), reply);
      }),
  },
];
