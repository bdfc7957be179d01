import { isAbsolute, relative } from 'node:path';

/** As seen from the working folder, where that is shorter to read than the whole path. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}
