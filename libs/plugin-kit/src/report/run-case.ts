import { ConfigurationError } from '@fairlead/configuration';
import type { CaseResult } from '@fairlead/plugin-sdk/testing';
import { CANARY } from './canary.js';
import { Difference, NotClaimed } from './verdict.js';

/** A case that takes longer hangs; the longest patience of the kit's own policy is 60 s, and no case waits for it. */
const CASE_TIMEOUT_MS = 20_000;

/** Runs one case to its verdict. Never rejects: what a plugin throws where nothing should is a failure too. */
export async function runCase(
  { code, title }: Pick<CaseResult, 'code' | 'title'>,
  run: () => Promise<void>,
): Promise<CaseResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const hangs = new Difference(`nothing came of it in ${CASE_TIMEOUT_MS / 1000} s`);
    timer = setTimeout(() => reject(hangs), CASE_TIMEOUT_MS);
  });
  try {
    await Promise.race([run(), late]);
    return { code, title, outcome: 'passed' };
  } catch (error) {
    if (error instanceof NotClaimed) return { code, title, outcome: 'not_claimed', why: error.message };
    return { code, title, outcome: 'failed', why: reasonOf(error).replaceAll(CANARY, '[secret]') };
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) {
    const errors = error.problems.filter(({ severity }) => severity === 'error');
    return errors.map(({ message }) => message).join('; ');
  }
  if (error instanceof Difference) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown that has no text';
}
