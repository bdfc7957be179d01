import { asArray } from '../json/decode.js';

const BYTES = 4;

/** Numbers as base64 of little-endian 32-bit floats. */
export function toFloat32Base64(values: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(values.length * BYTES);
  for (const [index, value] of values.entries()) bytes.writeFloatLE(value, index * BYTES);
  return bytes.toString('base64');
}

/** The numbers of a vector, written as a list or as base64. */
export function readVector(value: unknown): number[] {
  if (typeof value !== 'string') return asArray(value).filter((item) => typeof item === 'number');
  const bytes = Buffer.from(value, 'base64');
  return Array.from({ length: Math.floor(bytes.length / BYTES) }, (_, index) =>
    bytes.readFloatLE(index * BYTES),
  );
}
