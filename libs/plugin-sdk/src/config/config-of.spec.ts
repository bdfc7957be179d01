import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { configOf, noConfig } from './config-of.js';
import { Duration, IsUrl, Key, Percent, Secret } from './decorators.js';

class Base {
  @Secret() apiKey?: string;
  @IsUrl() baseUrl!: string;
}

class Options extends Base {
  @Duration() @Min(1) giveUpAfterMs = 5000;
  @Percent() @Max(1) failRate = 0;
  @IsOptional() @IsString() project?: string;
  @IsIn(['fast', 'safe']) mode = 'safe';
  @IsOptional() @IsInt() @Key('max_in_flight') concurrency?: number;
  @IsArray() tags: readonly string[] = [];
}

const spec = configOf(Options);
const base_url = 'https://api.example/v1';

describe('configOf', () => {
  it('lists its keys as the YAML spells them, inherited ones included', () => {
    expect([...spec.keys].sort()).toEqual(
      'api_key base_url fail_rate give_up_after max_in_flight mode project tags'.split(' '),
    );
    expect(spec.secrets).toEqual(['api_key']);
  });

  it('fills in the defaults and reports secrets that are unset', () => {
    expect(spec.parse({ base_url })).toEqual({
      ok: true,
      value: Object.assign(new Options(), { baseUrl: base_url }),
      unset: ['api_key'],
    });
  });

  it.each<[given: Record<string, unknown>, read: Partial<Options>]>([
    [{ api_key: '  k-1\n' }, { apiKey: 'k-1' }],
    [{ base_url: 'http://127.0.0.1:8000/v1//' }, { baseUrl: 'http://127.0.0.1:8000/v1' }],
    [{ give_up_after: '1m30s' }, { giveUpAfterMs: 90_000 }],
    [{ fail_rate: '2.5%' }, { failRate: 0.025 }],
    [{ max_in_flight: 4 }, { concurrency: 4 }],
    [{ mode: null }, { mode: 'safe' }],
  ])('reads %j', (given, read) => {
    const result = spec.parse({ base_url, ...given });
    expect(result).toMatchObject({ ok: true, value: read });
    expect(result.ok && result.value).toBeInstanceOf(Options);
  });

  it.each<[given: Record<string, unknown>, key: string, code: string, message: RegExp]>([
    [{ base_url: undefined }, 'base_url', 'missing', /^"base_url" is required$/],
    [{ base_url: 'api.example' }, 'base_url', 'invalid', /^base_url must be an http/],
    [{ base_url: 'file:///etc/passwd' }, 'base_url', 'invalid', /^base_url must be an http/],
    [{ api_key: 12 }, 'api_key', 'invalid', /^api_key must be text/],
    [{ give_up_after: 5 }, 'give_up_after', 'invalid', /with its unit/],
    [{ give_up_after: '5' }, 'give_up_after', 'invalid', /with its unit/],
    [{ give_up_after: '0s' }, 'give_up_after', 'invalid', /not be less than 1/],
    [{ fail_rate: 0.2 }, 'fail_rate', 'invalid', /percentage such as 20%/],
    [{ fail_rate: '120%' }, 'fail_rate', 'invalid', /not be greater than 1/],
    [{ mode: 'quick' }, 'mode', 'invalid', /fast, safe/],
    [{ apikey: 'k' }, 'apikey', 'unknown_key', /^unknown option "apikey"; did you mean "api_key"\?$/],
    [{ baseUrl: 'x' }, 'baseUrl', 'unknown_key', /did you mean "base_url"\?$/],
    [{ zebra: 1 }, 'zebra', 'unknown_key', /; known: .*give_up_after/],
    [{ __proto__: null, constructor: 1 }, 'constructor', 'unknown_key', /^unknown option "constructor"/],
  ])('says what is wrong with %j', (given, key, code, message) => {
    const result = spec.parse({ base_url, ...given });
    expect(result).toEqual({
      ok: false,
      problems: [{ path: [key], code, message: expect.stringMatching(message) }],
    });
  });

  it('says everything at once', () => {
    const result = spec.parse({ mode: 'quick', zebra: 1 });
    const paths = result.ok ? [] : result.problems.map(({ path }) => path.join('.'));
    expect(paths.sort()).toEqual(['base_url', 'mode', 'zebra']);
  });

  it.each([['text'], [5], [null], [['a']]])('refuses %j, which is no map', (input) => {
    expect(spec.parse(input)).toMatchObject({
      ok: false,
      problems: [{ path: [], message: 'must be a map of options' }],
    });
  });

  it('takes no options at all for an empty map', () => {
    expect(spec.parse(undefined)).toEqual(spec.parse({}));
  });

  it('never shares a default between two providers', () => {
    const [one, other] = [spec.parse({ base_url }), spec.parse({ base_url })];
    expect(one.ok && other.ok && one.value.tags !== other.value.tags).toBe(true);
  });

  it('refuses a class without decorators, which would accept anything', () => {
    class Empty {
      name = 'x';
    }
    expect(() => configOf(Empty)).toThrow('Empty has no decorated field; use noConfig');
  });

  it('leaves the parent class as it was', () => {
    expect([...configOf(Base).keys].sort()).toEqual(['api_key', 'base_url']);
  });
});

describe('noConfig', () => {
  it.each([undefined, {}])('takes %j', (input) => {
    expect(noConfig.parse(input)).toEqual({ ok: true, value: {}, unset: [] });
  });

  it('takes no key', () => {
    expect(noConfig.parse({ mode: 'fast' })).toEqual({
      ok: false,
      problems: [
        { path: ['mode'], code: 'unknown_key', message: 'unknown option "mode"; none is taken here' },
      ],
    });
  });
});
