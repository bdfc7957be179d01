import { RequestFeatures, requestLosses, type Conversation } from '@fairlead/dialects';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { describeWithFixtures, loadCaptures } from '../../support/fixtures.js';
import { asSent, CAPTURED, others, spoken } from './dialects.js';

type Json = Record<string, unknown>;

/** Who said what, whatever the parts it was said in; thoughts stay with the vendor that had them. */
function saidIn({ messages }: Conversation): readonly string[] {
  const said = messages.flatMap(({ role, parts }) =>
    parts.flatMap((part) => {
      switch (part.kind) {
        case 'text':
        case 'refusal':
          return [`${role === 'developer' ? 'system' : role}: ${part.text}`];
        case 'tool_call':
          return [`calls ${part.name} ${normal(part.input)}`];
        case 'tool_result':
          return part.content.map((inner) => `is told ${inner.kind === 'text' ? inner.text : inner.kind}`);
        case 'media':
          return [`shows ${part.media}`];
        default:
          return [];
      }
    }),
  );
  return [
    ...said.filter((line) => line.startsWith('system: ')),
    ...said.filter((line) => !line.startsWith('system: ')),
  ];
}

function normal(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input));
  } catch {
    return '{}';
  }
}

/** What a dialect says in words because it has no field for it; the page of dialects tells of each. */
const IN_WORDS = /Answer with a single JSON object and nothing else\.|^is told Error:$/;

/** Blank texts say nothing, neighbours of one side may be one, and chat completions have a turn's calls behind its text. */
function essence(conversation: Conversation): readonly string[] {
  const lines = saidIn(conversation).filter((line) => !IN_WORDS.test(line));
  const words = (of: readonly string[]): string =>
    of
      .join('')
      .replace(/^\w+: |is told Error:/g, '')
      .replace(/\s+/g, '');
  const isText = (line: string): boolean => /^(?:system|user|assistant): /.test(line);
  return [
    words(lines.filter(isText).map((line) => line.replace(/^\w+: /, ''))),
    words(lines.filter((line) => !isText(line)).map((line) => line.replace('is told Error:', 'is told '))),
  ];
}

describeWithFixtures('captured requests', (folder) => {
  for (const { name, endpoints, providers } of CAPTURED) {
    const captures = endpoints
      .flatMap((endpoint) => loadCaptures(folder, { endpoint, providers, status: 200 }))
      .filter(({ request }) => typeof request.body === 'object' && !/count|input_tokens/.test(request.url));

    describe.each(others(name))(`of ${name} in %s`, (other) => {
      it('say the same to a provider of it', () => {
        const told = captures.map(
          ({ file, request }) => [file, translated(name, other, request.body as Json)] as const,
        );
        const carried = told.flatMap(([file, pair]) =>
          pair === undefined ? [] : [[file, ...pair] as const],
        );
        expect(carried.length).toBeGreaterThan(captures.length / 3);
        for (const [file, here, there] of carried) {
          expect([file, ...essence(there)]).toEqual([file, ...essence(here)]);
          // Where only some tools may be called, a dialect without a word for that leaves the others out.
          if (here.toolChoice?.kind !== 'among')
            expect([file, namesOf(there)]).toEqual([file, namesOf(here)]);
          if (here.output?.kind !== 'json')
            expect([file, there.output?.kind]).toEqual([file, here.output?.kind]);
          expect([file, there.model]).toEqual([file, 'target']);
        }
      });
    });
  }
});

/** The conversation as it was meant, and as it is read on the other side; undefined where it cannot be translated. */
function translated(
  from: ConversationDialect,
  to: ConversationDialect,
  body: Json,
): readonly [Conversation, Conversation] | undefined {
  const [here, there] = [spoken(from), spoken(to)];
  const stream = body['stream'] === true;
  const read = here.codec.decodeRequest(body, { model: 'm', stream });
  if (!read.ok) return undefined;
  const { refused } = requestLosses(
    new RequestFeatures(read.value, from),
    here.codec.carriage,
    there.codec.carriage,
    [],
  );
  if (refused.length > 0) return undefined;
  const written = asSent(there.codec.encodeRequest(read.value, 'target'));
  const again = there.codec.decodeRequest(written, { model: 'target', stream });
  if (!again.ok) throw new Error(`${again.param}: ${again.message}`);
  return [read.value, again.value];
}

const namesOf = ({ tools = [] }: Conversation): readonly string[] =>
  tools.flatMap((tool) => ('name' in tool ? [tool.name] : []));
