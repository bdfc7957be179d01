import { Fault } from '@fairlead/plugin-sdk';

/** The request asks for something that this API has no word for: another target may. */
export function unsupported(what: string): Fault {
  return new Fault('unsupported_parameter', `Cohere's chat takes no ${what}`);
}
