import { RequestFeatures, requestLosses, type Conversation } from '@fairlead/dialects';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { describeWithFixtures, loadCaptures } from '../../support/fixtures.js';
import { describeWithAnthropicSchema } from '../support/anthropic-schema.js';
import { describeWithOpenApi } from '../support/openapi.js';
import { wrongWithRequest } from './by-the-schema.js';
import { asSent, CAPTURED, others, spoken } from './dialects.js';
import { requestEssence, SETTINGS } from './request-essence.js';

type Json = Record<string, unknown>;

describeWithFixtures('captured requests', (folder) => {
  for (const { name, endpoints, providers } of CAPTURED) {
    const captures = endpoints
      .flatMap((endpoint) => loadCaptures(folder, { endpoint, providers, status: 200 }))
      .filter(({ request }) => typeof request.body === 'object' && !/count|input_tokens/.test(request.url));

    describe.each(others(name))(`of ${name} in %s`, (other) => {
      const told = captures.flatMap(({ file, request }) => {
        const pair = translated(name, other, request.body as Json);
        return pair === undefined ? [] : [[file, ...pair] as const];
      });

      it('are more than a few', () => {
        expect(told.length).toBeGreaterThan(captures.length * 0.9);
      });

      it.each(told)('%s', (_file, here, there) => {
        const { tools, ...said } = requestEssence(there);
        const { tools: toolsHere, ...saidHere } = requestEssence(here);
        expect(said).toEqual(saidHere);
        // Where only some tools may be called, a dialect without a word for that leaves the others out.
        const fewer = spoken(other).codec.carriage.request.tool_choice_among.how === 'mapped';
        const names = fewer && here.toolChoice?.kind === 'among' ? here.toolChoice.names : undefined;
        expect(tools).toEqual(toolsHere.filter(([tool]) => names?.includes(tool) ?? true));
        expect(there.model).toBe('target');
      });

      describeWithOpenApi('by the published', () => {
        describeWithAnthropicSchema('schemas', () => {
          it.each(told)('%s', (_file, _here, _there, written) => {
            expect(wrongWithRequest(other, written)).toEqual([]);
          });

          it('which see what no vendor knows', () => {
            const [, , , written] = told[0]!;
            expect(wrongWithRequest(other, { ...written, no_such_field: 1 })).toHaveLength(1);
          });
        });
      });

      it.each(told)('settings of %s', (_file, here, there) => {
        const rows = spoken(other).codec.carriage.request;
        const [asked, said] = [new RequestFeatures(here, name), new RequestFeatures(there, other)];
        const carried = SETTINGS.filter(([row]) => asked.has(row) && rows[row].how === 'carried');
        const settings = (of: Conversation) => carried.map(([row, read]) => [row, read(of)]);
        expect(asSent(settings(there))).toEqual(asSent(settings(here)));
        expect([...said].filter((row) => rows[row].how === 'dropped')).toEqual([]);
      });
    });
  }
});

/** The conversation as it was meant, and as it is read on the other side; undefined where it cannot be translated. */
function translated(
  from: ConversationDialect,
  to: ConversationDialect,
  body: Json,
): readonly [Conversation, Conversation, Json] | undefined {
  const [here, there] = [spoken(from), spoken(to)];
  const stream = body['stream'] === true;
  const read = here.codec.decodeRequest(body, { model: 'm', stream });
  if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
  // No request may make an encoder fail, though those that are refused do not come here.
  const written = asSent(there.codec.encodeRequest(read.value, 'target'));
  const features = new RequestFeatures(read.value, from);
  const { refused } = requestLosses(features, here.codec.carriage, there.codec.carriage, []);
  if (refused.length > 0) return undefined;
  const again = there.codec.decodeRequest(written, { model: 'target', stream });
  if (!again.ok) throw new Error(`${again.param}: ${again.message}`);
  return [read.value, again.value, written];
}
