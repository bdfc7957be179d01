import { setTimeout as sleep } from 'node:timers/promises';
import { GatheredLines } from './gathered-lines.js';

function gathered(gathering: Partial<ConstructorParameters<typeof GatheredLines>[1]> = {}) {
  const pieces: string[] = [];
  const destination = {
    write: (piece: string) => pieces.push(piece) > 0,
    flush: (done?: () => void) => done?.(),
    flushSync: () => undefined,
  };
  const limits = { enoughBytes: 8, mostBytes: 12, patienceMs: 10_000, ...gathering };
  return { lines: new GatheredLines(destination, limits), pieces };
}

it('hands lines on once there are enough', () => {
  const { lines, pieces } = gathered();
  for (const line of ['one\n', 'two\n', 'three\n']) lines.write(line);
  expect(pieces).toEqual(['one\ntwo\n']);
  lines.flushSync();
  expect(pieces).toEqual(['one\ntwo\n', 'three\n']);
});

it('keeps a piece below its most, counted in bytes, and lines whole', () => {
  const { lines, pieces } = gathered();
  lines.write('ääx\n');
  lines.write('1234567\n');
  lines.write('a line that is longer than any piece\n');
  expect(pieces).toEqual(['ääx\n', '1234567\n', 'a line that is longer than any piece\n']);
});

it('lets no line wait for long', async () => {
  const { lines, pieces } = gathered({ patienceMs: 1 });
  lines.write('one\n');
  expect(pieces).toEqual([]);
  while (pieces.length === 0) await sleep(1);
  expect(pieces).toEqual(['one\n']);
});

it('tells when all is written', async () => {
  const { lines, pieces } = gathered();
  lines.write('one\n');
  await new Promise<unknown>((done) => lines.flush(done));
  expect(pieces).toEqual(['one\n']);
});
