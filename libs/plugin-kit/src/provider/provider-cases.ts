import { ALONE } from './cases/alone.js';
import { ANSWERS } from './cases/answers.js';
import { BROKEN_STREAMS } from './cases/broken-streams.js';
import { CREATION } from './cases/creation.js';
import { MANNERS } from './cases/manners.js';
import { SERVED_OPERATIONS } from './cases/operations.js';
import { QUOTAS } from './cases/quotas.js';
import { REFUSALS } from './cases/refusals.js';
import { REQUESTS } from './cases/requests.js';
import { SECRETS } from './cases/secrets.js';
import { SETUP } from './cases/setup.js';
import { WHOLE_STREAMS } from './cases/whole-streams.js';
import type { ProviderCase } from './provider-case.js';

/** Everything that every provider must get right, in the order in which it is told. */
export const PROVIDER_CASES: readonly ProviderCase[] = [
  ...SETUP,
  ...CREATION,
  ...REQUESTS,
  ...SERVED_OPERATIONS,
  ...ANSWERS,
  ...ALONE,
  ...REFUSALS,
  ...QUOTAS,
  ...WHOLE_STREAMS,
  ...BROKEN_STREAMS,
  ...MANNERS,
  ...SECRETS,
];
