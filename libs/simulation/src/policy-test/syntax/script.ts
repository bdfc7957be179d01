import { about, integer, list, record, required } from '@fairlead/policy';
import { behaviour } from './given.js';
import { reference } from '../../syntax/values.js';

/** What the nth attempt of a request meets. */
export const script = list(
  record({
    attempt: about('Which one, from 1.', required(integer({ min: 1, max: 100 }))),
    target: about('Only at this target.', reference),
    ...behaviour,
  }),
);
