import { Fault, isFault, type FaultClass } from '@fairlead/plugin-sdk';

/**
 * Runs a plugin's function. Whatever it throws becomes a fault without secrets; a fault of its own making keeps its
 * class, since the author knows best.
 */
export function guarded<T>(
  run: () => T,
  faultClass: FaultClass,
  what: string,
  redact: (text: string) => string,
): T {
  try {
    return run();
  } catch (error) {
    throw asFault(error, faultClass, what, redact);
  }
}

export function asFault(
  error: unknown,
  faultClass: FaultClass,
  what: string,
  redact: (text: string) => string,
): Fault {
  if (isFault(error)) return new Fault(error.faultClass, redact(error.message), error.details);
  return new Fault(faultClass, redact(`${what}: ${error instanceof Error ? error.message : String(error)}`));
}
