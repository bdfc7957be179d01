import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAiChat } from '@fairlead/dialects';
import { must, NotClaimed } from '../../report/verdict.js';
import { TEXT } from '../answers.js';
import { CANARY } from '../options.js';
import { moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { dialectSpoken, modelOf, optionsOf, stage } from '../subject.js';

/** From the caller's leaving to the vendor's seeing it. */
const LEFT_WITHIN_MS = 100;
/** A busy machine may be late once. */
const TRIES = 3;
/** More than all buffers on the way hold together. */
const FLOOD_BYTES = 64 * 1024 * 1024;
/** What they may hold: sockets' own on both sides, and one window of ours. */
const HELD_BYTES = 24 * 1024 * 1024;

/** How it behaves towards vendors and callers who do not play along. */
export const MANNERS: readonly ProviderCase[] = [
  {
    code: 'provider.cancel',
    title: 'a caller that leaves ends the vendor’s work within 100 ms',
    async run(subject) {
      let tookMs = Infinity;
      for (let n = 0; n < TRIES && tookMs > LEFT_WITHIN_MS; n++) {
        tookMs = await moored(subject, async (berth) => {
          const { native } = stage(subject, berth, TEXT.name, TEXT.reply, true);
          let closedAtMs: Promise<number> = Promise.resolve(Infinity);
          subject.vendor.will((response) => {
            closedAtMs = once(response, 'close').then(() => performance.now());
            response.writeHead(native.status, native.headers);
            for (const piece of native.pieces.slice(0, -1)) response.write(piece);
          });
          const { caller } = await pose(subject, berth, TEXT, {
            stream: true,
            manner: { leavesEarly: true },
          });
          must(caller.leftAtMs !== undefined, 'nothing of the stream reached the caller before its end');
          const late = sleep(5000, Infinity, { ref: false });
          return (await Promise.race([closedAtMs, late])) - caller.leftAtMs;
        });
      }
      must(tookMs <= LEFT_WITHIN_MS, `the vendor saw it after ${Math.round(tookMs)} ms`);
    },
  },
  {
    code: 'provider.back_pressure',
    title: 'a caller that stops reading stops the vendor',
    run: (subject) =>
      moored(subject, async (berth) => {
        if (dialectSpoken(berth) === undefined)
          throw new NotClaimed('the kit cannot make a long answer in its words');
        const { native } = stage(subject, berth, TEXT.name, TEXT.reply, true);
        const [first, second] = native.pieces;
        let sent = 0;
        subject.vendor.will(async (response) => {
          response.writeHead(native.status, native.headers);
          response.write(first);
          while (sent < FLOOD_BYTES && !response.destroyed) {
            sent += second!.length;
            if (!response.write(second)) await drained(response);
          }
        });
        const { caller, over } = berth.begin({
          dialect: openAiChat,
          body: { model: modelOf(subject), stream: true, ...TEXT.ask },
          manner: { stopsReading: true },
        });
        await quiet(() => sent);
        const held = sent;
        caller.leave();
        await over;
        must(held < HELD_BYTES, `${held} bytes were taken from the vendor while nobody read them`);
      }),
  },
  {
    code: 'provider.secrets',
    title: 'a credential that the vendor repeats reaches nobody',
    run: (subject) =>
      moored(subject, async (berth) => {
        const [secret] = subject.definition.config.secrets;
        if (secret === undefined) throw new NotClaimed('it has no secret');
        const key = String(optionsOf(subject)[secret]);
        for (const status of [401, 500]) {
          subject.vendor.will((response, { headers }) => {
            const message = `bad key ${key} in ${JSON.stringify(headers)}`;
            response.writeHead(status, { 'content-type': 'application/json', 'x-echo': key });
            response.end(JSON.stringify({ error: { message, type: key, code: 'nope' } }));
          });
          const { caller, report } = await pose(subject, berth, TEXT);
          const seen = `${caller.text} ${JSON.stringify(caller.headers)} ${JSON.stringify(report)}`;
          must(!seen.includes(CANARY), 'the credential stands in what callers and logs get');
        }
      }),
  },
];

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

/** Resolves when the figure has not changed for a while. */
async function quiet(read: () => number): Promise<void> {
  let last = -1;
  while (last !== read()) {
    last = read();
    await sleep(300);
  }
}
