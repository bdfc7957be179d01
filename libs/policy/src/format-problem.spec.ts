import { formatProblem } from './format-problem.js';

const problem = {
  file: 'policy.yaml',
  line: 3,
  column: 5,
  severity: 'error',
  code: 'unknown-key',
  message: 'unknown key "tragets"',
} as const;

describe('a problem in print', () => {
  it('says where, how bad and what', () => {
    expect(formatProblem(problem)).toBe('policy.yaml:3:5 error unknown-key unknown key "tragets"');
  });

  it('says what to do', () => {
    expect(formatProblem({ ...problem, hint: 'did you mean "targets"?' }).split('\n')).toEqual([
      'policy.yaml:3:5 error unknown-key unknown key "tragets"',
      '  hint: did you mean "targets"?',
    ]);
  });
});
