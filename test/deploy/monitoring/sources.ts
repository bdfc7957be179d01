import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from '../../support/build.js';

const FOLDER = join(REPOSITORY, 'deploy/monitoring');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a Prometheus without the operator reads. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[];
}

export function ruleFile(): RuleFile {
  return (parse(readFileSync(join(FOLDER, 'prometheus-rule.yaml'), 'utf8')) as { readonly spec: RuleFile })
    .spec;
}

export function alertRules(): AlertRule[] {
  return ruleFile().groups.flatMap(({ rules }) => rules);
}

interface Dashboard {
  readonly templating: { readonly list: readonly { readonly name: string }[] };
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

/** Each query of the dashboard, with what Grafana would put in for its variables. */
export function dashboardQueries(): { readonly title: string; readonly expr: string }[] {
  const { panels, templating } = JSON.parse(
    readFileSync(join(FOLDER, 'dashboard.json'), 'utf8'),
  ) as Dashboard;
  const variables = templating.list.map(({ name }) => `$${name}`);
  const fill = (expr: string): string =>
    variables
      .reduce((text, variable) => text.replaceAll(variable, '.*'), expr)
      .replaceAll('$__rate_interval', '5m');
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ title, expr: fill(expr) })),
  );
}

/** The query by which the adapter answers the autoscaler for these pods. */
export function adapterQuery(namespace: string, pods: readonly string[]): string {
  const { rules } = parse(readFileSync(join(FOLDER, 'prometheus-adapter.yaml'), 'utf8')) as {
    readonly rules: readonly { readonly metricsQuery: string; readonly name: { readonly matches: string } }[];
  };
  const [rule] = rules;
  return rule!.metricsQuery
    .replaceAll('<<.Series>>', rule!.name.matches.replaceAll(/[$^]/g, ''))
    .replaceAll('<<.LabelMatchers>>', `namespace="${namespace}",pod=~"${pods.join('|')}"`)
    .replaceAll('<<.GroupBy>>', 'pod');
}
