import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { REPOSITORY } from '../../support/build.js';
import { run } from '../tools.js';

/** A Kubernetes object; below `spec` it is as deep as its kind. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

const PLAIN = join(REPOSITORY, 'deploy/kubernetes');
export const CHART = join(REPOSITORY, 'deploy/helm/fairlead');
/** Of the plain manifests; the chart reads the same files. */
export const CONFIG_FILES = ['fairlead', 'policy'].map((name) => ({
  name,
  path: join(PLAIN, `config/${name}.yaml`),
}));

export function parseResources(text: string): Resource[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Resource | null)
    .filter((resource) => resource !== null);
}

/** One of the plain manifests as it is written, before kustomize. */
export function plainManifest(file: string): Resource {
  return first(parseResources(readFileSync(join(PLAIN, file), 'utf8')), file);
}

/** @throws Error where there is none */
export function first(resources: readonly Resource[], what: string): Resource {
  const [resource] = resources;
  if (resource === undefined) throw new Error(`no resource: ${what}`);
  return resource;
}

/** What `kubectl apply --kustomize` would send. */
export function kustomize(folder: string): string {
  return run('kubectl', ['kustomize', join(PLAIN, folder)]);
}

/** What `helm install fairlead` would send, by a values file of the chart and further arguments. */
export function helmTemplate(values: string, args: readonly string[] = []): string {
  const fixed = ['template', 'fairlead', CHART, '--namespace', 'fairlead', '--kube-version', '1.34.0'];
  return run('helm', [...fixed, '--values', join(CHART, values), ...args]);
}

/** As `--set-file` reads the plain manifests' configuration. */
export const WITH_PLAIN_CONFIG = CONFIG_FILES.flatMap(({ name, path }) => [
  '--set-file',
  `config.${name}=${path}`,
]);
