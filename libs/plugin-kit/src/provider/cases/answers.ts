import { giving } from '../../vendor/native-reply.js';
import { must, NotClaimed } from '../../report/verdict.js';
import {
  IMAGE,
  LENGTH,
  PARALLEL_TOOLS,
  PIXEL,
  REASONING,
  STRUCTURED,
  TEXT,
  TOOLS,
  USAGE,
  type Exam,
} from '../answers.js';
import { mustMean, understood, wordsOf } from '../answer.js';
import { moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { dialectSpoken, stage, type Subject } from '../subject.js';

/** The vendor gives this answer; the caller must understand it so. */
async function answered(subject: Subject, exam: Exam, stream: boolean): Promise<void> {
  await moored(subject, async (berth) => {
    const { native, reply } = stage(subject, berth, exam.name, exam.reply, stream);
    subject.vendor.will(giving(native));
    mustMean(understood(await pose(subject, berth, exam, { stream }), stream), reply);
  });
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
  ...both('length', 'an answer that was cut at its limit', LENGTH),
  {
    code: 'provider.reasoning',
    title: 'thoughts apart from words',
    run: (subject) =>
      moored(subject, async (berth) => {
        const carriage = dialectSpoken(berth)?.codec?.carriage.reply.reasoning.how;
        if (carriage === 'dropped') throw new NotClaimed('its dialect shows no thoughts');
        const { native, reply } = stage(subject, berth, REASONING.name, REASONING.reply, true);
        subject.vendor.will(giving(native));
        const actual = understood(await pose(subject, berth, REASONING, { stream: true }), true);
        mustMean(actual, reply);
        const thoughts = wordsOf(actual, 'reasoning');
        must(
          thoughts === '' || thoughts === wordsOf(reply, 'reasoning'),
          `the thoughts became "${thoughts}"`,
        );
      }),
  },
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
async function sends(subject: Subject, exam: Exam, sought: string, what: string): Promise<void> {
  await moored(subject, async (berth) => {
    const { native, reply } = stage(subject, berth, exam.name, exam.reply, false);
    subject.vendor.will(giving(native));
    mustMean(understood(await pose(subject, berth, exam), false), reply);
    must(subject.vendor.calls[0]?.body.includes(sought) ?? false, `${what} did not reach the vendor`);
  });
}
