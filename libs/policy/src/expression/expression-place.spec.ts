import { Findings } from '../document/findings.js';
import { entryOf } from '../document/document-node.js';
import { readDocument } from '../document/read-document.js';
import { expression } from './expression-shape.js';

/** Line and column of the problem with the value of `when`. */
function placeIn(text: string): string[] {
  const findings = new Findings('policy.yaml');
  const root = readDocument(text, findings)!;
  expression('bool').read(entryOf(root, 'when')!.value, findings);
  return findings.problems().map(({ line, column }) => `${line}:${column}`);
}

describe('the place of what is wrong inside a condition', () => {
  it.each([
    ['plain', 'when: request.modle == "x"', '1:15'],
    ['single quotes', `when: 'request.stream && request.modle == "x"'`, '1:34'],
    ['doubled single quotes', `when: 'label(''a'') == "" && request.modle == "x"'`, '1:38'],
    ['double quotes with escapes', 'when: "label(\\"a\\") == \\"\\" && request.modle == \\"x\\""', '1:40'],
    ['a block', 'when: |\n  request.stream &&\n    request.modle == "x"\n', '3:13'],
    ['a folded block', 'when: >-\n  request.stream &&\n  request.modle == "x"\n', '3:11'],
    ['a plain value over two lines', 'when: request.stream &&\n  request.modle == "x"\n', '2:11'],
    ['flow style', '{ a: 1, when: request.modle == 1 }', '1:23'],
  ])('%s', (_, text, place) => {
    expect(placeIn(text)).toEqual([place]);
  });
});
