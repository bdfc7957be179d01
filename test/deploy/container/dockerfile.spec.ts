import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../../support/build.js';
import { describeWithTools, run } from '../tools.js';

const DOCKERFILE = join(REPOSITORY, 'Dockerfile');
const text = readFileSync(DOCKERFILE, 'utf8');
const final = text.slice(text.lastIndexOf('\nFROM '));

it.each([
  ['an unprivileged user', 'USER 65532:65532'],
  ['both ports', 'EXPOSE 8080 9090'],
  ['the configuration where it is mounted', 'FAIRLEAD_CONFIG=/etc/fairlead/fairlead.yaml'],
  ['listeners that are reached from outside', 'FAIRLEAD_API_LISTEN=0.0.0.0:8080'],
  ['an init that passes signals on', 'ENTRYPOINT ["/usr/bin/tini", "--", "node"'],
  ['a health check', 'HEALTHCHECK '],
  ['production', 'NODE_ENV=production'],
])('the image has %s', (_what, line) => {
  expect(final).toContain(line);
});

it('says which package it is, in labels of OCI', () => {
  const { license } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
    readonly license: string;
  };
  expect(final).toContain(`org.opencontainers.image.licenses="${license}"`);
  for (const label of ['title', 'description', 'version', 'revision', 'base.name'])
    expect(final).toContain(`org.opencontainers.image.${label}=`);
});

describe('what a builder is sent', () => {
  interface BuildContext {
    parseIgnore(text: string): unknown;
    isIgnored(path: string, rules: unknown): boolean;
  }
  let isSent: (path: string) => boolean;

  beforeAll(async () => {
    const module = pathToFileURL(join(REPOSITORY, 'deploy/container/proof/build-context.mjs')).href;
    const { parseIgnore, isIgnored } = (await import(module)) as BuildContext;
    const rules = parseIgnore(readFileSync(join(REPOSITORY, '.dockerignore'), 'utf8'));
    isSent = (path) => !isIgnored(path, rules);
  });

  it.each([
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'LICENSE',
    'apps/gateway/src/main.ts',
    'apps/gateway/package.json',
    'libs/engine/src/engine.ts',
    'plugins/simulator/package.json',
    'config/fairlead.yaml',
    'config/policy.yaml',
    'deploy/container/healthcheck.mjs',
  ])('%s', (path) => {
    expect(isSent(path)).toBe(true);
  });

  it.each([
    '.git/config',
    '.env',
    '.npmrc',
    'keys.txt',
    'node_modules/fastify/package.json',
    'libs/engine/node_modules/x/index.js',
    'libs/engine/dist/index.js',
    'libs/engine/src/deadline.spec.ts',
    'test/support/build.ts',
    'config/production.yaml',
    'deploy/kubernetes/secret.yaml',
  ])('not %s', (path) => {
    expect(isSent(path)).toBe(false);
  });
});

describeWithTools('the linter of Dockerfiles', ['hadolint'], () => {
  it('finds nothing', () => {
    expect(run('hadolint', [DOCKERFILE])).toBe('');
  });
});
