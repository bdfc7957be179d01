/** `format` of spoken input is a file ending, not a MIME type. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  opus: 'audio/opus',
  aac: 'audio/aac',
  pcm16: 'audio/pcm',
};

export function audioType(format: string): string {
  return MIME_TYPES[format] ?? `audio/${format}`;
}

export function audioFormat(mediaType = 'audio/wav'): string {
  const known = Object.entries(MIME_TYPES).find(([, type]) => type === mediaType)?.[0];
  return known ?? mediaType.replace(/^audio\/(?:x-)?/, '');
}
