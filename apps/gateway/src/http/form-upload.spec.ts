import { PassThrough, Readable } from 'node:stream';
import { FormUpload } from './form-upload.js';

const KIB = 1024;
const MODEL = '--b\r\ncontent-disposition: form-data; name="model"\r\n\r\nears\r\n';
const FILE = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n';
const END = '--b--\r\n';
const SOUND = 'sound\r\n';

const sound = (kib: number): string[] =>
  Array.from({ length: Math.ceil(kib / 64) }, () => 'x'.repeat(64 * KIB));
const stream = (pieces: readonly string[]): Readable =>
  Readable.from(
    pieces.map((piece) => Buffer.from(piece)),
    { objectMode: false },
  );

async function opened(pieces: readonly string[]): Promise<FormUpload> {
  const upload = new FormUpload(stream(pieces), 'b');
  await upload.begin();
  return upload;
}

async function all(upload: FormUpload, model: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of upload.open(model)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a form on its way', () => {
  it.each<[string, string[], model: string | undefined, spent: boolean]>([
    ['small, with its model first', [MODEL, FILE, SOUND, END], 'ears', false],
    ['small, with its model last', [FILE, SOUND, MODEL, END], 'ears', false],
    ['of less than is held', [MODEL, FILE, ...sound(512), '\r\n', END], 'ears', false],
    ['large, with its model first', [MODEL, FILE, ...sound(3072), '\r\n', END], 'ears', true],
    ['large, with its model last', [FILE, ...sound(3072), '\r\n', MODEL, END], undefined, true],
    ['without a model', [FILE, SOUND, END], undefined, false],
  ])('%s', async (_what, pieces, model, spent) => {
    const upload = await opened(pieces);
    expect([upload.model, upload.spent]).toEqual([model, false]);
    const text = pieces.join('');
    expect((await all(upload, 'm')) === text.replace('\r\n\r\nears', '\r\n\r\nm')).toBe(true);
    expect(upload.spent).toBe(spent);
  });

  it('is sent again to another target as long as all of it is held', async () => {
    const upload = await opened([MODEL, FILE, ...sound(512), '\r\n', END]);
    const first = await all(upload, 'one');
    expect((await all(upload, 'other')) === first.replace('one', 'other')).toBe(true);
  });

  it('loses nothing to an attempt that waited for more when it was given up', async () => {
    const body = new PassThrough();
    body.write(MODEL + FILE);
    const upload = new FormUpload(body, 'b');
    await upload.begin();
    const given = upload.open('one')[Symbol.asyncIterator]();
    await given.next();
    const waiting = given.next();
    const whole = all(upload, 'other');
    for (const piece of [SOUND, END]) body.write(piece);
    body.end();
    expect(await whole).toBe([MODEL.replace('ears', 'other'), FILE, SOUND, END].join(''));
    expect(await waiting).toMatchObject({ done: true });
  });

  it.each([1, 3072])(
    'is read to its end where nobody wants the rest, with %i KiB of it unread',
    async (kib) => {
      const body = stream([MODEL, FILE, ...sound(kib), '\r\n', END]);
      const upload = new FormUpload(body, 'b');
      await upload.begin();
      await upload.discard();
      expect(body.readableEnded).toBe(true);
    },
  );

  it('fails where its caller leaves', async () => {
    const body = new PassThrough();
    body.write(MODEL + FILE);
    const upload = new FormUpload(body, 'b');
    await upload.begin();
    const whole = all(upload, 'm');
    body.destroy(new Error('gone'));
    await expect(whole).rejects.toThrow('gone');
  });
});
