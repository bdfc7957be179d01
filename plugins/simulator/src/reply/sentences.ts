import type { Rng } from '@fairlead/plugin-sdk';

// Letters beyond ASCII are there on purpose: a stream that is cut between bytes of one must not garble it.
const SUBJECTS = [
  'The old ferry',
  'A red-hulled ketch',
  'The harbour master of Kråkøy',
  'A coil of manila rope',
  'The pilot’s daughter',
  'The cutter Étoile',
  'A patient tug',
  'The lighthouse at Þorlákshöfn',
  'The barque São Jorge',
];
const VERBS = [
  'waits for',
  'follows',
  'keeps an eye on',
  'slips past',
  'leans into',
  'makes fast beside',
  'hums along with',
  'remembers',
];
const OBJECTS = [
  'the evening tide',
  'a freshly tarred quay',
  'the fairlead on the port bow',
  'two gulls and a buoy',
  'the café behind the customs house',
  'a mooring line as thick as an arm',
  'the wind from Skagerrak — force four',
  'the lanterns of 横浜',
];
const ENDINGS = [
  '',
  ', and nobody is in a hurry',
  ' while the kettle sings below',
  ', 12° to starboard',
  ' as the bell strikes four',
  ', rope by rope',
];

/** One pleasant sentence, chosen by `rng`. */
export function sentence(rng: Rng): string {
  return `${oneOf(SUBJECTS, rng)} ${oneOf(VERBS, rng)} ${oneOf(OBJECTS, rng)}${oneOf(ENDINGS, rng)}.`;
}

function oneOf(words: readonly string[], rng: Rng): string {
  return words[Math.floor(rng.float() * words.length)]!;
}
