import { GatewayMetrics } from './gateway-metrics.js';
import { wantsOpenMetrics } from './openmetrics.js';

const PROMETHEUS_3_ACCEPT =
  'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

function told(): GatewayMetrics {
  const metrics = new GatewayMetrics({ defaultMetrics: false });
  metrics.attempt({ target: 'a/m', faultClass: 'ok' });
  metrics.exchange({ route: 'r', dialect: 'openai-chat', outcome: 'ok', savedNanoUsd: 1e9 });
  return metrics;
}

describe('render', () => {
  it.each([
    [PROMETHEUS_3_ACCEPT, true],
    ['text/plain;version=0.0.4', false],
    ['*/*', false],
    [undefined, false],
  ])('for Accept %p: OpenMetrics %p', async (accept, openMetrics) => {
    expect(wantsOpenMetrics(accept)).toBe(openMetrics);
    const { contentType, body } = await told().render(accept);
    expect(contentType.startsWith('application/openmetrics-text; version=1.0.0')).toBe(openMetrics);
    expect(body.endsWith('\n# EOF\n')).toBe(openMetrics);
  });

  it('in OpenMetrics names a counter family without _total, its samples with it, and leaves gauges alone', async () => {
    const lines = (await told().render(PROMETHEUS_3_ACCEPT)).body.split('\n');
    expect(lines).toContain('# TYPE fairlead_attempts counter');
    expect(lines).toContain('fairlead_attempts_total{target="a/m",class="ok"} 1');
    expect(lines).toContain('# TYPE fairlead_saved_usd_total gauge');
    expect(lines).toContain('fairlead_saved_usd_total{route="r"} 1');
    expect(lines.slice(0, -1)).not.toContain('');
  });

  it('still serves Prometheus text after an OpenMetrics scrape', async () => {
    const metrics = told();
    await metrics.render(PROMETHEUS_3_ACCEPT);
    const { body } = await metrics.render();
    expect(body.split('\n')).toContain('# TYPE fairlead_attempts_total counter');
  });
});
