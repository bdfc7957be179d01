import { testsAsText } from '@fairlead/simulation';
import { runTestFile } from './run-test-file.js';

const CONFIG = new URL('../../config/', import.meta.url).pathname;

describe('the tests that come with the shipped policies', () => {
  it.each([['policy.test.yaml'], ['production.policy.test.yaml']])('%s passes', async (file) => {
    const result = await runTestFile(CONFIG + file);
    expect(result.passed ? 'passed' : testsAsText(result)).toBe('passed');
  });
});
