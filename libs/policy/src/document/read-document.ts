import { Composer, isScalar, LineCounter, Parser, type Document } from 'yaml';
import type { DocumentNode, Place } from './document-node.js';
import type { Findings } from './findings.js';
import { NodeReader } from './node-reader.js';
import { isDeeperThan } from './nesting.js';

/** Nobody writes this by hand; the composer of the YAML package recurses, and a stack that runs out ends the process. */
const MAX_DEPTH = 64;

/**
 * YAML text as nodes with places. Syntax errors, duplicate keys, merge keys, unknown anchors and too many aliases
 * become findings; undefined when nothing can be read.
 *
 * @param file of the text, where it is not the one that the findings are about.
 */
export function readDocument(text: string, findings: Findings, file?: string): DocumentNode | undefined {
  const before = findings.errors;
  const source = text.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), ...(file !== undefined && { file }) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(source)];
  if (isDeeperThan(MAX_DEPTH, tokens)) {
    findings.error(placeOf(0), 'yaml-syntax', `nested deeper than ${MAX_DEPTH} levels`, 'flatten it');
    return undefined;
  }
  const documents = [...new Composer({ uniqueKeys: false }).compose(tokens, true, source.length)];
  for (const document of documents) reportSyntax(document, placeOf, findings);
  const [document, second] = documents;
  if (second) {
    const at = placeOf(second.range[0]);
    findings.error(at, 'yaml-syntax', 'a second YAML document begins here', 'keep one document per file');
  }
  if (findings.errors > before || !document) return undefined;
  if (!document.contents || (isScalar(document.contents) && document.contents.value === null)) {
    findings.error(placeOf(0), 'empty-file', 'the file holds nothing', 'see config/policy.yaml for a start');
    return undefined;
  }
  return new NodeReader(placeOf, findings, source).read(document.contents);
}

function reportSyntax(document: Document, placeOf: (offset: number) => Place, findings: Findings): void {
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    findings.error(placeOf(pos[0]), 'yaml-syntax', message.split('\n')[0]!);
  }
}
