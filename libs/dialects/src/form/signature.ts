import { FORM_ORIGINS, type FormOrigin, type Signature } from '@fairlead/plugin-sdk';

/** Between the origin's name and the value; stands in no base64 text. */
const SEPARATOR = '#';

const ORIGIN = new RegExp(`^(${FORM_ORIGINS.join('|')})${SEPARATOR}`);

/**
 * A signature as a field of `own` holds it. One of another origin gets that origin's name in front, so that it comes
 * back through a caller that knows nothing of it: callers return such fields as they got them.
 */
export function writeSignature({ origin, value }: Signature, own: FormOrigin): string {
  return origin === own ? value : `${origin}${SEPARATOR}${value}`;
}

/** The signature in a field of `own`, whoever made it. */
export function readSignature(text: string, own: FormOrigin): Signature {
  const origin = ORIGIN.exec(text)?.[1];
  return origin === undefined
    ? { origin: own, value: text }
    : { origin: origin as FormOrigin, value: text.slice(origin.length + SEPARATOR.length) };
}
