import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import type { NativeReply } from '../../vendor/native-reply.js';
import { HASTY_MODEL, type Outcome } from '../../berth/berth.js';
import { TEXT } from '../answers.js';
import { mustMean, understood } from '../answer.js';
import { moored, pose, type Pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { dialectSpoken, stage, type Staged, type Subject } from '../subject.js';

type Sender = (response: ServerResponse, native: NativeReply) => Promise<void> | void;

const open = (response: ServerResponse, { status, headers }: NativeReply): void =>
  void response.writeHead(status, headers);

async function send(response: ServerResponse, pieces: readonly Uint8Array[]): Promise<void> {
  for (const piece of pieces) {
    response.write(piece);
    await sleep(2);
  }
}

/** The vendor's good stream, sent in this way. */
function streamed(subject: Subject, how: Sender, options: Pose = {}): Promise<Outcome & Staged> {
  return moored(subject, async (berth) => {
    const staged = stage(subject, berth, TEXT.name, TEXT.reply, true);
    subject.vendor.will((response) => how(response, staged.native));
    return { ...(await pose(subject, berth, TEXT, { stream: true, ...options })), ...staged };
  });
}

const whole =
  (how: Sender) =>
  async (subject: Subject): Promise<void> => {
    const outcome = await streamed(subject, how);
    mustMean(understood(outcome, true), outcome.reply);
  };

/** Whatever the caller has seen: it must not take it for complete. */
const broken =
  (how: Sender, options: Pose = {}) =>
  async (subject: Subject): Promise<void> => {
    const { caller, report } = await streamed(subject, how, options);
    must(report !== undefined && report.outcome !== 'ok', 'the exchange counts as a success');
    must(caller.status >= 500 || /"error"/.test(caller.text) || caller.cut, 'the caller was not told');
    must(!caller.text.includes('[DONE]'), 'the caller was told that it is complete');
  };

/** Text framing can be cut and padded anywhere; bytes of another framing are the fixture's. */
async function asText(subject: Subject): Promise<void> {
  const spoken = await moored(subject, async (berth) => dialectSpoken(berth));
  if (spoken === undefined) throw new NotClaimed('its framing is its own');
}

/** A stream never lies, however it arrives. */
export const BROKEN_STREAMS: readonly ProviderCase[] = [
  {
    code: 'provider.stream.bytes',
    title: 'a stream that arrives byte by byte, characters cut in two',
    run: whole(async (response, native) => {
      open(response, native);
      for (const byte of Buffer.concat(native.pieces)) {
        response.write(Uint8Array.of(byte));
        if (byte > 0x7f) await sleep(1);
      }
      response.end();
    }),
  },
  {
    code: 'provider.stream.at_once',
    title: 'a stream that arrives in one piece',
    run: whole((response, native) => {
      open(response, native);
      response.end(Buffer.concat(native.pieces));
    }),
  },
  {
    code: 'provider.stream.comments',
    title: 'comments and CRLF between events',
    async run(subject) {
      await asText(subject);
      await whole(async (response, native) => {
        open(response, native);
        response.write(': kit\r\n\r\n');
        for (const piece of native.pieces)
          response.write(Buffer.from(piece).toString().replaceAll('\n', '\r\n'));
        response.end();
      })(subject);
    },
  },
  {
    code: 'provider.stream.cut',
    title: 'a stream that is cut has not ended',
    run: broken(async (response, native) => {
      open(response, native);
      await send(response, native.pieces.slice(0, Math.ceil(native.pieces.length / 2)));
      response.socket?.resetAndDestroy();
    }),
  },
  {
    code: 'provider.stream.unfinished',
    title: 'a stream that stops politely before its end has not ended',
    run: broken(async (response, native) => {
      open(response, native);
      await send(response, native.pieces.slice(0, Math.ceil(native.pieces.length / 2)));
      response.end();
    }),
  },
  {
    code: 'provider.stream.malformed',
    title: 'a stream that turns into something else',
    async run(subject) {
      await asText(subject);
      await broken(async (response, native) => {
        open(response, native);
        await send(response, native.pieces.slice(0, 2));
        response.end('data: {"half": \n\ndata: <html>\n\n');
      })(subject);
    },
  },
  {
    code: 'provider.stream.error',
    title: 'an error inside a 200',
    async run(subject) {
      await asText(subject);
      await broken(async (response, native) => {
        open(response, native);
        response.end(
          'data: {"error":{"message":"kit: out of steam","type":"server_error","code":"500"}}\n\n',
        );
      })(subject);
    },
  },
  {
    code: 'provider.stream.stall',
    title: 'a stream that falls silent ends by the policy’s patience',
    run: broken(
      async (response, native) => {
        open(response, native);
        await send(response, native.pieces.slice(0, Math.ceil(native.pieces.length / 2)));
      },
      { model: HASTY_MODEL },
    ),
  },
  {
    code: 'provider.deadline',
    title: 'a vendor that never answers ends by the policy’s patience',
    async run(subject) {
      const { report } = await streamed(subject, () => undefined, { model: HASTY_MODEL });
      mustEqual('class', report?.outcome, 'timeout_first_token');
    },
  },
];
