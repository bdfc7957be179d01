import { ANSWERS } from './cases/answers.js';
import { BROKEN_STREAMS } from './cases/broken-streams.js';
import { MANNERS } from './cases/manners.js';
import { REFUSALS } from './cases/refusals.js';
import { REQUESTS } from './cases/requests.js';
import { SETUP } from './cases/setup.js';
import type { ProviderCase } from './provider-case.js';

/** Everything that every provider must get right, in the order in which it is told. */
export const PROVIDER_CASES: readonly ProviderCase[] = [
  ...SETUP,
  ...REQUESTS,
  ...ANSWERS,
  ...REFUSALS,
  ...BROKEN_STREAMS,
  ...MANNERS,
];
