import type { JsonObject, MediaPart } from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';

const OFFICE = 'vnd.openxmlformats-officedocument';

/** MIME type, without what comes before the slash where that is the medium's own name → `format`. */
const FORMATS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  image: {
    'image/png': 'png',
    'image/jpeg': 'jpeg',
    'image/jpg': 'jpeg',
    'image/gif': 'gif',
    'image/webp': 'webp',
  },
  video: { 'video/mp4': 'mp4', 'video/quicktime': 'mov', 'video/webm': 'webm', 'video/x-matroska': 'mkv' },
  document: {
    'application/pdf': 'pdf',
    'text/plain': 'txt',
    'text/markdown': 'md',
    'text/html': 'html',
    'text/csv': 'csv',
    'application/msword': 'doc',
    [`application/${OFFICE}.wordprocessingml.document`]: 'docx',
    'application/vnd.ms-excel': 'xls',
    [`application/${OFFICE}.spreadsheetml.sheet`]: 'xlsx',
  },
};

/** @throws Fault `unsupported_parameter` for what only another API can be sent */
export function mediaBlock(part: MediaPart): JsonObject {
  const { media, name, citable, context } = part;
  const block = { format: formatOf(part), source: sourceOf(part) };
  if (media !== 'document') return { [media]: block };
  return {
    document: {
      ...block,
      name: allowedName(name),
      ...(context !== undefined && { context }),
      ...(citable && { citations: { enabled: true } }),
    },
  };
}

function formatOf({ media, mediaType, source }: MediaPart): string {
  const type = source.from === 'text' ? 'text/plain' : mediaType?.split(';')[0]?.toLowerCase();
  const format = FORMATS[media]?.[type ?? ''];
  if (format === undefined) throw unsupported(`${media} of type ${type ?? 'unknown'}`);
  return format;
}

function sourceOf({ media, source }: MediaPart): JsonObject {
  switch (source.from) {
    case 'data':
      return { bytes: source.base64 };
    case 'text':
      return { text: source.text };
    case 'url':
      if (source.url.startsWith('s3://')) return { s3Location: { uri: source.url } };
      throw unsupported(`${media} by its URL, unless that begins with s3://`);
    case 'file':
      throw unsupported(`${media} that was uploaded elsewhere`);
  }
}

/** Letters, digits, single spaces, dashes, round and square brackets. */
function allowedName(name = 'document'): string {
  return name
    .replace(/[^a-z0-9 \-()[\]]/gi, '-')
    .replace(/ {2,}/g, ' ')
    .slice(0, 200);
}
