import type {
  CaseResult,
  KitOptions,
  KitReport,
  PluginReference,
  SubjectReport,
} from '@fairlead/plugin-sdk/testing';
import { planChecks } from './plan-checks.js';

/**
 * Runs every case against a plugin, one after the other.
 *
 * @param onCase told as each case ends
 */
export async function checkPlugin(
  plugin: PluginReference,
  options: KitOptions = {},
  onCase: (result: CaseResult) => void = () => undefined,
): Promise<KitReport> {
  const checks = await planChecks(plugin, options);
  const subjects: SubjectReport[] = [];
  try {
    for (const { kind, name, cases } of checks.subjects) {
      const results: CaseResult[] = [];
      for (const each of cases) {
        const result = await each.run();
        onCase(result);
        results.push(result);
      }
      subjects.push({ kind, name, cases: results });
    }
  } finally {
    checks.close();
  }
  const failed = subjects.some(({ cases }) => cases.some(({ outcome }) => outcome === 'failed'));
  const { reference, name, version, problems } = checks;
  return {
    reference,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    problems,
    subjects,
    passed: problems.length === 0 && !failed,
  };
}
