import { giving, nativeReply } from '../../vendor/native-reply.js';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import {
  IMAGE,
  CONTENT_FILTER,
  LENGTH,
  PARALLEL_TOOLS,
  PIXEL,
  REASONING,
  STOP_SEQUENCE,
  STRUCTURED,
  TEXT,
  TOOLS,
  UNCOUNTED,
  USAGE,
  type Exam,
} from '../answers.js';
import type { Reply } from '@fairlead/plugin-sdk';
import { mustMean, wordsOf } from '../answer.js';
import type { Lane } from '../lane.js';
import { onLanes } from '../on-lanes.js';
import { pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { stage, type Subject } from '../subject.js';

/** The vendor gives this answer; the caller must understand it so, whoever it is. */
function answered(
  subject: Subject,
  exam: Exam,
  stream: boolean,
  more: (answer: { readonly actual: Reply; readonly expected: Reply; readonly sent: string }) => void = () =>
    undefined,
): Promise<void> {
  return onLanes(subject, 'all', async (berth, lane) => {
    const { native, reply: expected } = stage(subject, lane, exam, stream);
    if (exam === UNCOUNTED && counts(lane)) throw new NotClaimed('its dialect always counts');
    subject.vendor.will(giving(native));
    const actual = mustMean(
      await pose(subject, berth, lane, exam, { stream }),
      lane.caller,
      stream,
      expected,
    );
    more({ actual, expected, sent: subject.vendor.calls[0]?.body ?? '' });
  });
}

/** Some dialects have no way to say nothing of tokens. */
function counts({ vendors }: Lane): boolean {
  const whole = vendors && nativeReply(vendors, UNCOUNTED.reply, false);
  return whole !== undefined && vendors?.readReply(Buffer.concat(whole.pieces)).usage !== undefined;
}

const both = (code: string, title: string, exam: Exam): ProviderCase[] => [
  { code: `provider.${code}`, title: `${title}, whole`, run: (subject) => answered(subject, exam, false) },
  {
    code: `provider.${code}.stream`,
    title: `${title}, streamed`,
    run: (subject) => answered(subject, exam, true),
  },
];

/** What a provider says arrives as it was meant. */
export const ANSWERS: readonly ProviderCase[] = [
  ...both('text', 'words of any script', TEXT),
  ...both('tools', 'a call of a tool', TOOLS),
  ...both('parallel_tools', 'several calls of tools', PARALLEL_TOOLS),
  ...both('usage', 'tokens by their classes', USAGE),
  ...both('usage.none', 'tokens that the vendor does not tell are not made up', UNCOUNTED),
  ...both('length', 'an answer that was cut at its limit', LENGTH),
  ...both('stop_sequence', 'an answer that ended at a stop sequence', STOP_SEQUENCE),
  ...both('content_filter', 'an answer that was cut by a content policy', CONTENT_FILTER),
  ...[false, true].map((stream): ProviderCase => ({
    code: `provider.reasoning${stream ? '.stream' : ''}`,
    title: `thoughts apart from words, ${stream ? 'streamed' : 'whole'}`,
    run: (subject) =>
      answered(subject, REASONING, stream, ({ actual, expected }) => {
        const thoughts = wordsOf(actual, 'reasoning');
        // Some callers' words have none for thoughts.
        if (thoughts !== '') mustEqual('thoughts', thoughts, wordsOf(expected, 'reasoning'));
      }),
  })),
  {
    code: 'provider.structured',
    title: 'an answer that is held to a schema',
    run: (subject) => sends(subject, STRUCTURED, 'kit_knots', 'the schema'),
  },
  {
    code: 'provider.images',
    title: 'an image in the question',
    run: (subject) => sends(subject, IMAGE, PIXEL, 'the image'),
  },
];

/** The answer arrives, and so did a part of the question. */
function sends(subject: Subject, exam: Exam, sought: string, what: string): Promise<void> {
  return answered(subject, exam, false, ({ sent }) =>
    must(sent.includes(sought), `${what} did not reach the vendor`),
  );
}
