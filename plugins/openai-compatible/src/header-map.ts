import { ValidateBy } from '@fairlead/plugin-sdk';

/** The host computes these; a second opinion would break the connection or the framing. */
const HOST_OWNED =
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** A map of header names to text that may be sent as they are. */
export function HeaderMap(): PropertyDecorator {
  return ValidateBy(
    { name: 'headerMap', validator: { validate: isHeaderMap } },
    {
      message:
        '$property must map header names to one line of text each, and not set what the connection needs itself (host, content-length, ...)',
    },
  );
}

function isHeaderMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, text]: [string, unknown]) =>
      NAME.test(name) && !HOST_OWNED.test(name) && typeof text === 'string' && VALUE.test(text),
  );
}
