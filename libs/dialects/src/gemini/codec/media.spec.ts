import type { MediaPart } from '@fairlead/plugin-sdk';
import { FieldReader } from '../../json/field-reader.js';
import { decodeFileData, decodeInlineData, encodeMedia } from './media.js';

describe('decodeInlineData', () => {
  it.each([
    ['image/png', 'image'],
    ['audio/wav', 'audio'],
    ['video/mp4', 'video'],
    ['application/pdf', 'document'],
    [undefined, 'document'],
  ])('%s is %s', (mimeType, media) => {
    const part = decodeInlineData(new FieldReader({ mimeType, data: 'AA==' }));
    expect(part).toMatchObject({ kind: 'media', media, source: { from: 'data', base64: 'AA==' } });
  });
});

describe('decodeFileData', () => {
  it.each([
    ['https://generativelanguage.googleapis.com/v1beta/files/abc', 'file'],
    ['gs://bucket/a.png', 'file'],
    ['files/abc', 'file'],
    ['https://example.com/a.png', 'url'],
  ])('%s is a %s', (fileUri, from) => {
    expect(decodeFileData(new FieldReader({ fileUri })).source.from).toBe(from);
  });
});

describe('encodeMedia', () => {
  const base = { kind: 'media', media: 'image' } as const;

  it.each<[Omit<MediaPart, 'kind'>, object]>([
    [
      { media: 'image', source: { from: 'data', base64: 'AA==' } },
      { inlineData: { mimeType: 'image/jpeg', data: 'AA==' } },
    ],
    [
      { media: 'image', source: { from: 'url', url: 'data:image/png;base64,AA==' } },
      { inlineData: { mimeType: 'image/png', data: 'AA==' } },
    ],
    [
      { media: 'image', source: { from: 'url', url: 'https://x.example/a.PNG?v=1' } },
      { fileData: { mimeType: 'image/png', fileUri: 'https://x.example/a.PNG?v=1' } },
    ],
    [
      { media: 'document', source: { from: 'url', url: 'https://x.example/doc' } },
      { fileData: { mimeType: 'application/pdf', fileUri: 'https://x.example/doc' } },
    ],
    [
      { media: 'document', source: { from: 'text', text: 'hello' }, name: 'A title' },
      { inlineData: { mimeType: 'text/plain', data: 'aGVsbG8=' } },
    ],
    [{ media: 'video', source: { from: 'file', id: 'gs://b/a' } }, { fileData: { fileUri: 'gs://b/a' } }],
  ])('%j', (part, expected) => {
    expect(encodeMedia({ ...base, ...part })).toEqual(expected);
  });
});
