import type { CaseResult, KitOptions, KitReport, SubjectReport } from '@fairlead/plugin-sdk/testing';
import { planChecks } from './plan-checks.js';

/**
 * Runs every case against a plugin, one after the other.
 *
 * @param onCase told as each case ends
 */
export async function checkPlugin(
  reference: string,
  options: KitOptions = {},
  onCase: (result: CaseResult) => void = () => undefined,
): Promise<KitReport> {
  const { vendor, subjects: planned, ...about } = await planChecks(reference, options);
  const subjects: SubjectReport[] = [];
  await vendor.open();
  try {
    for (const { kind, name, cases } of planned) {
      const results: CaseResult[] = [];
      for (const each of cases) {
        const result = await each.run();
        onCase(result);
        results.push(result);
      }
      subjects.push({ kind, name, cases: results });
    }
  } finally {
    vendor.close();
  }
  const failed = subjects.some(({ cases }) => cases.some(({ outcome }) => outcome === 'failed'));
  return { ...about, subjects, passed: about.problems.length === 0 && !failed };
}
