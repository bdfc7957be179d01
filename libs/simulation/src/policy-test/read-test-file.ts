import { readDocument, type Findings, type Located } from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import { testFile, type TestFileSyntax, type TestSyntax } from './syntax/test-file.js';

type TestFindings = Findings<RehearsalProblemCode>;

/** Reads a file of tests. Undefined when it cannot be used at all; what is wrong is in `findings` either way. */
export function readTestFile(text: string, findings: TestFindings): TestFileSyntax | undefined {
  const document = readDocument(text, findings);
  const syntax = document && testFile.read(document, findings);
  for (const test of syntax?.tests ?? []) checkTest(test, findings);
  return syntax;
}

/** What no shape can say: which keys go together. */
function checkTest(
  { value: { request, load, given }, place }: Located<TestSyntax>,
  findings: TestFindings,
): void {
  if (request !== undefined && load !== undefined)
    findings.error(place, 'conflicting-keys', 'a test asks one "request" or a "load", not both');
  if (request === undefined && load === undefined)
    findings.error(
      place,
      'missing-key',
      'a test asks a "request" or a "load"',
      'write "request: {}" for any request',
    );
  if (load !== undefined) {
    const { forMs, requests } = load.value;
    if (forMs !== undefined && requests !== undefined)
      findings.error(
        load.place,
        'conflicting-keys',
        'a load ends after its "requests" or "for" a time, not both',
      );
    if (forMs === undefined && requests === undefined)
      findings.error(load.place, 'missing-key', 'a load has "requests", or goes on "for" a time');
  }
  for (const { value } of given?.targets?.values() ?? []) {
    if (value.forMs !== undefined && value.state?.value !== 'ejected')
      findings.error(value.forMs.place, 'misplaced-key', '"for" has no effect without "state: ejected"');
  }
}
