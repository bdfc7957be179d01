import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readStream, streamedText } from './sse.js';

const TABLE: readonly [name: string, wire: string, events: readonly object[]][] = [
  ['events end at a blank line', 'data: a\n\ndata: b\n\n', [{ data: 'a' }, { data: 'b' }]],
  ['lines may end in CR LF', 'data: a\r\n\r\ndata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
  ['a comment has no data', ': wait\n\n', [{ raw: ': wait' }]],
  [
    'data lines are joined',
    'event: x\ndata: a\ndata: b\n\n',
    [{ raw: 'event: x\ndata: a\ndata: b', data: 'a\nb' }],
  ],
  ['an event without its blank line is none', 'data: a\n\ndata: b\n', [{ data: 'a' }]],
];

describe('reading a stream', () => {
  let server: Server;
  let wire = '';
  beforeAll(async () => {
    server = createServer((_, response) => void response.end(wire));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const read = () => readStream(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {});

  it.each(TABLE)('%s', async (_, text, expected) => {
    wire = text;
    const { events, ending } = await read();
    expect(ending).toBe('complete');
    expect(events.map(({ at: _at, ...event }) => event)).toEqual(
      expected.map((one) => expect.objectContaining(one)),
    );
  });

  it('times never run backwards', async () => {
    wire = 'data: a\n\n'.repeat(20);
    const times = (await read()).events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('adds up the content deltas, past whatever is not one', async () => {
    const delta = (content: unknown): string =>
      `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
    wire = `: wait\n\n${delta('')}${delta('Hi')}${delta(null)}data: {"choices":[]}\n\n${delta(' all')}data: [DONE]\n\n`;
    expect(streamedText((await read()).events)).toBe('Hi all');
  });
});
