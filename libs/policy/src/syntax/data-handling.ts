import { about, defined } from '../shape/about.js';
import { record } from '../shape/record.js';
import { word } from '../shape/words.js';

/** What a provider does with what it is sent: as a fact in the gateway's file, as a requirement in a policy. */
export const dataHandling = defined(
  'data_handling',
  record({
    training: about('Whether it may train on what it is sent.', word(['allow', 'deny'])),
    retention: about(
      'How long it keeps what it is sent; `zero` is stricter than `limited`, that stricter than `unlimited`.',
      word(['zero', 'limited', 'unlimited']),
    ),
  }),
);
