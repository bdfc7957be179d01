import { mustEqual } from '../../report/verdict.js';
import { HASTY_MODEL } from '../../berth/berth.js';
import type { ProviderCase } from '../provider-case.js';
import { broken, halfOf, open, send, streamed, type Sender } from '../streamed.js';

/** The vendor says in its own protocol that something went wrong, after so many pieces of a good stream. */
const failingAfter =
  (pieces: number): Sender =>
  async (response, native, { vendors }) => {
    open(response, native);
    await send(response, native.pieces.slice(0, pieces));
    const error = { status: 500, message: 'kit: out of steam', type: 'server_error' };
    response.end(vendors?.openStream().errorEvent(error));
  };

/** A stream never lies about its end. */
export const BROKEN_STREAMS: readonly ProviderCase[] = [
  {
    code: 'provider.stream.cut',
    title: 'a stream that is cut has not ended',
    run: broken(async (response, native) => {
      open(response, native);
      await send(response, halfOf(native));
      response.socket?.resetAndDestroy();
    }),
  },
  {
    code: 'provider.stream.unfinished',
    title: 'a stream that stops politely before its end has not ended',
    run: broken(async (response, native) => {
      open(response, native);
      await send(response, halfOf(native));
      response.end();
    }),
  },
  {
    code: 'provider.stream.malformed',
    title: 'a stream that turns into something else',
    run: broken(
      async (response, native) => {
        open(response, native);
        await send(response, halfOf(native));
        response.end('data: {"half": \n\ndata: <html>\n\n');
      },
      { events: true },
    ),
  },
  ...(
    [
      ['provider.stream.error', 'an error inside a 200, in place of a stream', 0],
      ['provider.stream.late_error', 'an error inside a 200, in the middle of a stream', 3],
    ] as const
  ).map(([code, title, pieces]): ProviderCase => ({
    code,
    title,
    run: broken(failingAfter(pieces), { spoken: true }),
  })),
  {
    code: 'provider.stream.stall',
    title: 'a stream that falls silent ends by the policy’s patience',
    run: broken(
      async (response, native) => {
        open(response, native);
        await send(response, halfOf(native));
      },
      { model: HASTY_MODEL, long: true },
    ),
  },
  {
    code: 'provider.deadline',
    title: 'a vendor that never answers ends by the policy’s patience',
    run: (subject) =>
      streamed(
        subject,
        () => undefined,
        ({ report }) => mustEqual('class', report?.outcome, 'timeout_first_token'),
        { model: HASTY_MODEL, long: true },
      ),
  },
];
