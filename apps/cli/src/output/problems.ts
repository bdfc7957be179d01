import { styleText } from 'node:util';
import { formatProblem, type Problem } from '@fairlead/policy';
import type { Terminal } from '../command.js';

/** Each problem with its place and hint, as compilers print them. */
export function printProblems(problems: readonly Problem[], terminal: Terminal): void {
  for (const problem of problems) {
    const line = formatProblem(problem);
    const colour = problem.severity === 'error' ? 'red' : 'yellow';
    const painted = line.replace(` ${problem.severity} `, ` ${styleText(colour, problem.severity)} `);
    terminal.complain(terminal.colour ? painted : line);
  }
}

/** `2 errors, 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
