import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '@fairlead/plugin-sdk';
import type { Outcome } from '../berth/berth.js';
import { must, NotClaimed } from '../report/verdict.js';
import type { NativeReply } from '../vendor/native-reply.js';
import { mustMean } from './answer.js';
import { TEXT } from './answers.js';
import type { Lane } from './lane.js';
import { onLanes } from './on-lanes.js';
import { pose, type Pose } from './pose.js';
import { stage, type Subject } from './subject.js';

/** How the vendor sends its stream. */
export type Sender = (response: ServerResponse, native: NativeReply, lane: Lane) => Promise<void> | void;

interface Streamed extends Pose {
  /** It puts events of its own between the vendor's, which only server-sent events allow. */
  readonly events?: boolean;
  /** It has the kit speak for the vendor. */
  readonly spoken?: boolean;
  /** It takes its time: one lane for each dialect that the vendor is spoken to in will do. */
  readonly long?: boolean;
}

/** The vendor's good stream, sent in this way, on every lane. */
export function streamed(
  subject: Subject,
  how: Sender,
  judge: (outcome: Outcome, lane: Lane, reply: Reply) => void,
  { events = false, spoken = false, long = false, ...options }: Streamed = {},
): Promise<void> {
  return onLanes(subject, long ? 'spoken' : 'all', async (berth, lane) => {
    const { native, reply } = stage(subject, lane, TEXT, true);
    if (events && !(native.headers['content-type'] ?? '').includes('text/event-stream'))
      throw new NotClaimed('its streams are no server-sent events');
    if (spoken && lane.vendors === undefined)
      throw new NotClaimed('how it says so the kit cannot know: fixtures/faults.json can tell');
    subject.vendor.will((response) => how(response, native, lane));
    judge(await pose(subject, berth, lane, TEXT, { stream: true, ...options }), lane, reply);
  });
}

/** However it arrives, the caller understands it. */
export const whole =
  (how: Sender, options: Streamed = {}) =>
  (subject: Subject): Promise<void> =>
    streamed(
      subject,
      how,
      (outcome, { caller }, reply) => void mustMean(outcome, caller, true, reply),
      options,
    );

/** Whatever the caller has seen: it must not take it for complete. */
export const broken =
  (how: Sender, options: Streamed = {}) =>
  (subject: Subject): Promise<void> =>
    streamed(subject, how, mustBeBroken, options);

function mustBeBroken({ caller, report }: Outcome, { caller: { terminator } }: Lane): void {
  must(report !== undefined && report.outcome !== 'ok', 'the exchange counts as a success');
  must(caller.status >= 400 || /"error"/.test(caller.text) || caller.cut, 'the caller was not told');
  const end = Buffer.from(terminator).toString().trim();
  must(end === '' || !caller.text.includes(end), 'the caller was told that it is complete');
}

export const open = (response: ServerResponse, { status, headers }: NativeReply): void =>
  void response.writeHead(status, headers);

/** A piece at a time. */
export async function send(
  response: ServerResponse,
  pieces: readonly Uint8Array[],
  pauseMs = 2,
): Promise<void> {
  for (const piece of pieces) {
    response.write(piece);
    await sleep(pauseMs);
  }
}

export const halfOf = ({ pieces }: NativeReply): readonly Uint8Array[] =>
  pieces.slice(0, Math.ceil(pieces.length / 2));
