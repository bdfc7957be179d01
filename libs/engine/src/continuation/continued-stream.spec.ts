import type { StreamDecoder, StreamEncoder, StreamEvent, StreamPart } from '@fairlead/dialects';
import { ContinuedStream } from './continued-stream.js';
import { Delivered } from './delivered.js';
import { OverlapSeam, SpliceSeam, type Seam } from './seam.js';

/** Events are the parts themselves, so that the joining alone is looked at. */
const decoder: StreamDecoder = {
  read: ({ json }) => [json as unknown as StreamPart],
  finish: () => [{ kind: 'end' }],
};

class Listener implements StreamEncoder {
  readonly heard: StreamPart[] = [];
  write(part: StreamPart): string {
    this.heard.push(part);
    return '.';
  }
  error = (): string => 'error';
}

const event = (part: StreamPart): StreamEvent => ({
  bytes: Buffer.from('{}'),
  kind: 'content',
  json: part as unknown as Record<string, unknown>,
});
const open = (block: number, kind: 'text' | 'reasoning' = 'text', text = ''): StreamPart => ({
  kind: 'open',
  choice: 0,
  block,
  part: { kind, text },
});
const call = (block: number): StreamPart => ({
  kind: 'open',
  choice: 0,
  block,
  part: { kind: 'tool_call', id: 'c', name: 'f', input: '' },
});
const says = (block: number, text: string): StreamPart => ({ kind: 'delta', block, text });
const close = (block: number): StreamPart => ({ kind: 'close', block });
const finish: StreamPart = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
const end: StreamPart = { kind: 'end' };

function heard(
  before: readonly StreamPart[],
  after: readonly StreamPart[],
  seam: (text: string) => Seam,
): StreamPart[] {
  const delivered = new Delivered();
  for (const part of before) delivered.take(part);
  const listener = new Listener();
  const stream = new ContinuedStream(decoder, listener, seam(delivered.text), delivered);
  for (const part of after) stream.pass([event(part)]);
  stream.end();
  return listener.heard;
}

const goesOn = (text: string): Seam => new OverlapSeam(text, '');
const again = (text: string): Seam => new SpliceSeam(text);
const begun = [{ kind: 'start' } as const, open(0), says(0, 'One two')];

describe('ContinuedStream', () => {
  it.each<
    [string, readonly StreamPart[], readonly StreamPart[], (text: string) => Seam, readonly StreamPart[]]
  >([
    [
      'goes on in the open block',
      begun,
      [{ kind: 'start', id: 'other' }, open(0), says(0, ' three'), close(0), finish],
      goesOn,
      [says(0, ' three'), close(0), finish, end],
    ],
    [
      'begins a block where the text was closed',
      [...begun, close(0)],
      [open(0), says(0, ' three'), close(0), finish],
      goesOn,
      [open(1), says(1, ' three'), close(1), finish, end],
    ],
    [
      'leaves thoughts before the seam out',
      begun,
      [open(0, 'reasoning'), says(0, 'hm'), close(0), open(1), says(1, ' three'), close(1), finish],
      goesOn,
      [says(0, ' three'), close(0), finish, end],
    ],
    [
      'takes the text that a block opens with',
      begun,
      [open(0, 'text', ' three'), close(0), finish],
      goesOn,
      [says(0, ' three'), close(0), finish, end],
    ],
    [
      'lets a tool call follow under a number of its own',
      begun,
      [call(0), says(0, '{}'), close(0), finish],
      goesOn,
      [close(0), call(1), says(1, '{}'), close(1), finish, end],
    ],
    [
      'splices a second answer that begins the same',
      begun,
      [open(0), says(0, 'One '), says(0, 'two th'), says(0, 'ree'), close(0), finish],
      again,
      [says(0, ' th'), says(0, 'ree'), close(0), finish, end],
    ],
  ])('%s', (_what, before, after, seam, expected) => {
    expect(heard(before, after, seam)).toEqual(expected);
  });

  it.each<[string, readonly StreamPart[]]>([
    ['begins with another word', [open(0), says(0, 'Two')]],
    ['ends before the seam', [open(0), says(0, 'One'), close(0)]],
    ['has no text at all', [call(0), close(0), finish]],
  ])('gives up a second answer that %s', (_what, after) => {
    expect(() => heard(begun, after, again)).toThrow('does not begin with what the caller has');
  });
});
