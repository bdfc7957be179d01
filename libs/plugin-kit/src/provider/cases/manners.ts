import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { must, NotClaimed } from '../../report/verdict.js';
import type { NativeReply } from '../../vendor/native-reply.js';
import { TEXT } from '../answers.js';
import { onLanes } from '../on-lanes.js';
import { pose, questionOf } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { stage } from '../subject.js';

/** From the caller's leaving to the vendor's seeing it. */
const LEFT_WITHIN_MS = 100;
/** What is not seen by then is not seen at all. */
const LATE_MS = 1000;
/** A busy machine may be late once. */
const TRIES = 3;
/** More than all buffers on the way hold together. */
const FLOOD_BYTES = 40 * 1024 * 1024;
/** What they may hold: sockets' own on both sides, and one window of ours. */
const HELD_BYTES = 24 * 1024 * 1024;
const QUIET_LOOKS = 6;
const BETWEEN_LOOKS_MS = 100;

/** How it behaves towards vendors and callers who do not play along. */
export const MANNERS: readonly ProviderCase[] = [
  {
    code: 'provider.cancel',
    title: 'a caller that leaves ends the vendor’s work within 100 ms',
    run: (subject) =>
      onLanes(subject, 'all', async (berth, lane) => {
        const { native } = stage(subject, lane, TEXT, true);
        let tookMs = Infinity;
        for (let n = 0; n < TRIES && tookMs > LEFT_WITHIN_MS; n++) {
          let closedAtMs: Promise<number> = Promise.resolve(Infinity);
          subject.vendor.will((response) => {
            closedAtMs = once(response, 'close').then(() => performance.now());
            response.writeHead(native.status, native.headers);
            for (const piece of native.pieces.slice(0, -1)) response.write(piece);
          });
          const how = { stream: true, manner: { leavesEarly: true } };
          const { caller } = await pose(subject, berth, lane, TEXT, how);
          must(caller.leftAtMs !== undefined, 'nothing of the stream reached the caller before its end');
          const late = sleep(LATE_MS, Infinity, { ref: false });
          tookMs = (await Promise.race([closedAtMs, late])) - caller.leftAtMs;
        }
        must(tookMs <= LEFT_WITHIN_MS, `the vendor saw it after ${shown(tookMs)}`);
      }),
  },
  {
    code: 'provider.cancel.waiting',
    title: 'a caller that leaves before any answer ends the vendor’s work, too',
    run: (subject) =>
      onLanes(subject, 'spoken', async (berth, lane) => {
        for (const stream of [false, true]) {
          let tookMs = Infinity;
          for (let n = 0; n < TRIES && tookMs > LEFT_WITHIN_MS; n++) {
            const asked = new Promise<ServerResponse>((resolve) => subject.vendor.will(resolve));
            const { caller, over } = berth.begin(questionOf(subject, lane, TEXT, { stream }));
            const response = await Promise.race([asked, over]);
            must(response !== undefined, 'nothing was sent to the vendor');
            const closedAtMs = once(response, 'close').then(() => performance.now());
            caller.leave();
            await over;
            const late = sleep(LATE_MS, Infinity, { ref: false });
            tookMs = (await Promise.race([closedAtMs, late])) - caller.leftAtMs!;
          }
          must(tookMs <= LEFT_WITHIN_MS, `the vendor saw it after ${shown(tookMs)}`);
        }
      }),
  },
  {
    code: 'provider.back_pressure',
    title: 'a caller that stops reading stops the vendor',
    run: (subject) =>
      onLanes(subject, 'spoken', async (berth, lane) => {
        const { native } = stage(subject, lane, TEXT, true);
        const [before, repeated] = repeatable(native);
        let sent = 0;
        subject.vendor.will(async (response) => {
          response.writeHead(native.status, native.headers);
          for (const piece of before) response.write(piece);
          while (sent < FLOOD_BYTES && !response.destroyed) {
            sent += repeated.length;
            if (!response.write(repeated)) await drained(response);
          }
        });
        const manner = { stopsReading: true };
        const { caller, over } = berth.begin(questionOf(subject, lane, TEXT, { stream: true, manner }));
        await quiet(() => sent);
        const held = sent;
        caller.leave();
        await over;
        must(held < HELD_BYTES, `${held} bytes were taken from the vendor while nobody read them`);
      }),
  },
];

const shown = (ms: number): string => (ms === Infinity ? `more than ${LATE_MS} ms` : `${Math.round(ms)} ms`);

/** What may be sent again and again, and what stands before it. @throws NotClaimed when nothing may */
function repeatable({ pieces, repeats }: NativeReply): [before: readonly Uint8Array[], again: Uint8Array] {
  const piece = repeats === undefined ? undefined : pieces[repeats];
  if (piece === undefined) throw new NotClaimed('its fixture does not say which piece "repeats"');
  return [pieces.slice(0, repeats), piece];
}

/** Resolves when it takes more, or never will. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      response.off('drain', over).off('close', over);
      resolve();
    };
    response.on('drain', over).on('close', over);
  });
}

/**
 * Resolves when the figure has not changed for a while: over several looks, since a busy machine may stand still for longer than
 * between two of them.
 */
async function quiet(read: () => number): Promise<void> {
  let last = -1;
  for (let unchanged = 0; unchanged < QUIET_LOOKS; unchanged = last === read() ? unchanged + 1 : 0) {
    last = read();
    await sleep(BETWEEN_LOOKS_MS);
  }
}
