import { MINUS } from './characters.js';

const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const EXPONENT = 0x65;

/** @returns the index behind the number that begins at `at`, as JSON writes them; -1 where it is none */
export function numberEnd(bytes: Uint8Array, at: number): number {
  let i = bytes[at] === MINUS ? at + 1 : at;
  i = bytes[i] === ZERO ? i + 1 : digitsEnd(bytes, i);
  if (i >= 0 && bytes[i] === POINT) i = digitsEnd(bytes, i + 1);
  if (i < 0 || (bytes[i]! | 0x20) !== EXPONENT) return i;
  const signed = bytes[i + 1] === PLUS || bytes[i + 1] === MINUS;
  return digitsEnd(bytes, signed ? i + 2 : i + 1);
}

/** @returns the index behind at least one digit; -1 where there is none */
function digitsEnd(bytes: Uint8Array, at: number): number {
  let i = at;
  while (bytes[i]! >= 0x30 && bytes[i]! <= 0x39) i++;
  return i === at ? -1 : i;
}
