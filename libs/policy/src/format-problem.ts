import type { Problem } from './problem.js';

/** `file:line:col severity code message`, and what to do about it on a line of its own. */
export function formatProblem({ file, line, column, severity, code, message, hint }: Problem): string {
  const finding = `${file}:${line}:${column} ${severity} ${code} ${message}`;
  return hint ? `${finding}\n  hint: ${hint}` : finding;
}
