import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CONFIG_FILES, plainManifest } from './resources.js';

interface Container {
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
}

interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [Container];
}

const pod = (plainManifest('deployment.yaml').spec as { readonly template: { readonly spec: PodSpec } })
  .template.spec;
const [container] = pod.containers;

it('asks for what the sizing says, and probes what health.md says', () => {
  expect(container).toMatchObject({
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
    readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
    startupProbe: { httpGet: { path: '/health/startup', port: 'http' } },
  });
});

it('runs as nobody, on a root it cannot write', () => {
  expect(pod).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(container).toMatchObject({
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  });
});

it('gives the heap three quarters of the memory limit, and the young part of it a size that no machine enlarges', () => {
  const limitMiB = Number(container.resources.limits.memory.replace('Mi', ''));
  const options = container.env.find(({ name }) => name === 'NODE_OPTIONS')?.value;
  expect(options).toBe(`--max-old-space-size=${(limitMiB * 3) / 4} --max-semi-space-size=16`);
});

it('waits longer than the longest stream before it kills', () => {
  const text = readFileSync(CONFIG_FILES[0]!.path, 'utf8');
  const { drain } = parse(text) as { readonly drain: { readonly delay: string; readonly timeout: string } };
  const [delaySeconds, timeoutMinutes] = [Number.parseInt(drain.delay), Number.parseInt(drain.timeout)];
  expect(drain).toEqual({ delay: `${delaySeconds}s`, timeout: `${timeoutMinutes}m` });
  // The default deadline of a request, and so the longest stream.
  expect(timeoutMinutes).toBeGreaterThanOrEqual(10);
  const drainSeconds = container.lifecycle.preStop.sleep.seconds + delaySeconds + timeoutMinutes * 60;
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds);
});

it('scales by CPU, memory and requests a second, up at once and down with care', () => {
  expect(plainManifest('horizontal-pod-autoscaler.yaml').spec).toMatchObject({
    minReplicas: 3,
    metrics: [
      { resource: { name: 'cpu', target: { averageUtilization: 70 } } },
      { resource: { name: 'memory', target: { averageUtilization: 80 } } },
      { pods: { metric: { name: 'http_requests_per_second' }, target: { averageValue: '1000' } } },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 300,
        policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }],
      },
      scaleUp: {
        selectPolicy: 'Max',
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 15 },
          { type: 'Pods', value: 4, periodSeconds: 15 },
        ],
      },
    },
  });
  expect(plainManifest('pod-disruption-budget.yaml').spec).toMatchObject({ minAvailable: 2 });
});
