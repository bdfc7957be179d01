import { openAiChat } from '@fairlead/dialects';
import type { JsonObject } from '@fairlead/plugin-sdk';
import type { Berth, Outcome, Question } from '../berth/berth.js';
import type { Manner } from '../berth/caller.js';
import { Difference } from '../report/verdict.js';
import type { Exam } from './answers.js';
import type { Lane } from './lane.js';
import { modelOf, openBerth, type Subject } from './subject.js';

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

export interface Pose {
  readonly stream?: boolean;
  readonly model?: string;
  readonly manner?: Manner;
}

/** Asks in the dialect of the lane's caller. */
export function pose(
  subject: Subject,
  berth: Berth,
  lane: Lane,
  exam: Exam,
  how: Pose = {},
): Promise<Outcome> {
  return berth.ask(questionOf(subject, lane, exam, how));
}

export function questionOf(
  subject: Subject,
  { caller, spoken }: Lane,
  { ask }: Exam,
  { stream = false, model = modelOf(subject), manner = {} }: Pose,
): Question {
  const chat = { model, stream, ...(stream && { stream_options: { include_usage: true } }), ...ask };
  return {
    dialect: caller,
    model,
    stream,
    body: caller === openAiChat ? chat : translated(chat, caller, model),
    headers: { authorization: `Bearer ${CALLERS_KEY}`, [CALLERS_HEADER]: CALLERS_KEY },
    manner,
    spoken,
  };
}

function translated(
  chat: JsonObject & { stream: boolean },
  caller: Lane['caller'],
  model: string,
): JsonObject {
  const decoded = openAiChat.codec!.decodeRequest(chat, { model, stream: chat.stream });
  if (!decoded.ok) throw new Difference(`the kit's own question cannot be read: ${decoded.message}`);
  return caller.codec!.encodeRequest(decoded.value, model);
}
