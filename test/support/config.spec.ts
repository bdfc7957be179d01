import { fairleadYaml, policyYaml, tieredPolicy } from './config.js';

describe('configuration for tests', () => {
  it('gives a provider a type and a key unless it has them', () => {
    const a = { base_url: 'http://127.0.0.1:1/v1' };
    const b = { base_url: 'http://127.0.0.1:2/v1', type: 'other', api_key: 'k' };
    expect(fairleadYaml({ a, b }, { log_level: 'debug' }).split('\n')).toEqual([
      'version: 1',
      'policy: "policy.yaml"',
      'plugins: ["@fairlead/plugin-openai-compatible"]',
      'providers: {"a":{"type":"openai-compatible","api_key":"key-of-a","base_url":"http://127.0.0.1:1/v1"},' +
        '"b":{"type":"other","api_key":"k","base_url":"http://127.0.0.1:2/v1"}}',
      'log_level: "debug"',
      '',
    ]);
  });

  it('writes routes after everything they lean on', () => {
    expect(policyYaml([{ name: 'r' }], { aliases: { a: 'b' } })).toBe(
      'version: 1\naliases: {"a":"b"}\nroutes: [{"name":"r"}]\n',
    );
  });

  it('puts each target of a tiered policy in a tier of its own', () => {
    expect(tieredPolicy(['a/m', 'b/m'], { timeouts: { total: '5s' } })).toBe(
      'version: 1\nroutes: [{"name":"chat","match":{"model":"chat"},' +
        '"tiers":[{"targets":["a/m"]},{"targets":["b/m"]}],"timeouts":{"total":"5s"}}]\n',
    );
  });
});
