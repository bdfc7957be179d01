import { Fault, isFault, isFaultClass, type FaultClass } from '@fairlead/plugin-sdk';

/**
 * What a plugin threw, as a fault without secrets. A fault of its own making keeps its class, since the author knows
 * best; it may come from another copy of the SDK, so nothing of it is taken on trust.
 */
export function asFault(
  error: unknown,
  faultClass: FaultClass,
  what: string,
  redact: (text: string) => string,
): Fault {
  if (!isFault(error)) return new Fault(faultClass, redact(`${what}: ${reasonOf(error)}`));
  const own = isFaultClass(error.faultClass) ? error.faultClass : faultClass;
  return redactFault(new Fault(own, reasonOf(error), error.details), redact);
}

/** The same fault without the secrets that its texts may hold. */
export function redactFault(
  { faultClass, message, details }: Fault,
  redact: (text: string) => string,
): Fault {
  const { code, type, said, param } = details;
  return new Fault(faultClass, redact(message), {
    ...details,
    ...(code !== undefined && { code: redact(code) }),
    ...(type !== undefined && { type: redact(type) }),
    ...(said !== undefined && { said: redact(said) }),
    ...(param !== undefined && { param: redact(param) }),
  });
}

/** Anything can be thrown, also what cannot be made text. */
export function reasonOf(error: unknown): string {
  try {
    return error instanceof Error || isFault(error) ? error.message : String(error);
  } catch {
    return 'something that has no text';
  }
}
