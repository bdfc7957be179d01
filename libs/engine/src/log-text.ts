import { Fault } from '@fairlead/plugin-sdk';

/** For the log alone: also what the provider said of us, and where the gateway itself failed. */
export function logText({ message, details: { said } }: Fault, cause?: unknown): string {
  if (cause instanceof Error && !(cause instanceof Fault)) return `${message} ${cause.stack}`;
  return said === undefined || message.includes(said) ? message : `${message}: ${said}`;
}
