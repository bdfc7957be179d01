import {
  REPLY_FEATURES,
  REQUEST_FEATURES,
  dialectOf,
  type Carriage,
  type CarriageTable,
} from '@fairlead/dialects';
import { CONVERSATION_DIALECTS } from '@fairlead/plugin-sdk';

const BEGIN = '<!-- The tables are written by `npm run docs`. -->';
const END = '<!-- End of the tables. -->';

/** The page with its tables made anew from the codecs' own. Everything outside the two marks stays. */
export function withTables(page: string): string {
  const [before, rest] = page.split(`${BEGIN}\n`);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`the page must hold ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}`;
}

function tables(): string {
  const notes = new Notes();
  const requests = table(
    REQUEST_FEATURES,
    (feature) => ({ of: (carriage) => carriage.request[feature] }),
    notes,
  );
  const replies = table(REPLY_FEATURES, (feature) => ({ of: (carriage) => carriage.reply[feature] }), notes);
  return ['### Requests', requests, '### Replies', replies, '### Notes', notes.list()].join('\n\n');
}

function table<Feature extends string>(
  features: Readonly<Record<Feature, string>>,
  row: (feature: Feature) => { of(carriage: CarriageTable): Carriage },
  notes: Notes,
): string {
  const names = Object.keys(features) as Feature[];
  const lines = names.map((feature) => {
    const cells = CONVERSATION_DIALECTS.map((name) =>
      cell(row(feature).of(dialectOf(name)!.codec!.carriage), notes),
    );
    return [features[feature], ...cells];
  });
  return [
    ['', ...CONVERSATION_DIALECTS.map((name) => `\`${name}\``)],
    CONVERSATION_DIALECTS.map(() => '---'),
    ...lines,
  ]
    .map((cells, index) => `| ${(index === 1 ? ['---', ...cells] : cells).join(' | ')} |`)
    .join('\n');
}

function cell(carriage: Carriage, notes: Notes): string {
  switch (carriage.how) {
    case 'carried':
      return `\`${carriage.as}\``;
    case 'mapped':
      return `\`${carriage.as}\`, mapped${notes.mark(carriage.note)}`;
    case 'dropped':
      return `dropped${notes.mark(carriage.note)}`;
    case 'refused':
      return `refused${notes.mark(carriage.note)}`;
  }
}

/** One number for each thing that is to be said of several cells. */
class Notes {
  readonly #texts: string[] = [];

  mark(text: string): string {
    if (!this.#texts.includes(text)) this.#texts.push(text);
    return ` (${this.#texts.indexOf(text) + 1})`;
  }

  list(): string {
    return this.#texts.map((text, index) => `${index + 1}. ${text}`).join('\n');
  }
}
