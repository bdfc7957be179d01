import { openAiChat } from '@fairlead/dialects';
import type { Berth, Outcome } from '../berth/berth.js';
import type { Manner } from '../berth/caller.js';
import type { Exam } from './answers.js';
import { modelOf, mustReachVendor, openBerth, type Subject } from './subject.js';

/** Headers of a caller that are nobody else's business. */
export const CALLERS_KEY = 'kit-callers-own-key';
export const CALLERS_HEADER = 'x-kit-private';

/** Opens a berth for as long as the case takes. */
export async function moored<T>(subject: Subject, use: (berth: Berth) => Promise<T>): Promise<T> {
  const berth = await openBerth(subject);
  try {
    return await use(berth);
  } finally {
    await berth.close();
  }
}

/** Asks as a caller of chat completions does. @throws NotClaimed where no vendor would hear of it */
export async function pose(
  subject: Subject,
  berth: Berth,
  { ask }: Pick<Exam, 'ask'>,
  { stream = false, model = modelOf(subject), manner = {} }: Pose = {},
): Promise<Outcome> {
  mustReachVendor(berth);
  return berth.ask({
    dialect: openAiChat,
    body: { model, stream, ...(stream && { stream_options: { include_usage: true } }), ...ask },
    headers: { authorization: `Bearer ${CALLERS_KEY}`, [CALLERS_HEADER]: CALLERS_KEY },
    manner,
  });
}

export interface Pose {
  readonly stream?: boolean;
  readonly model?: string;
  readonly manner?: Manner;
}
