import type { Failure, FaultClass } from '@fairlead/plugin-sdk';

/** What the built-in table would take for something else; undefined leaves the class to it. */
export function azureFault({ status, code, message = '' }: Failure): FaultClass | undefined {
  if (status === 400 && /content management policy|ResponsibleAIPolicyViolation/i.test(message))
    return 'content_filter';
  if (code === 'DeploymentNotFound') return 'model_not_found';
  // A gateway of its own in front of the service: the status is a string in the body.
  if (status === 401 && code === '401') return 'auth_invalid';
  return undefined;
}
