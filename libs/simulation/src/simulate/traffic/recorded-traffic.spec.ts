import { RecordedLineError, recordedTraffic } from './recorded-traffic.js';

const requestsOf = (...rows: object[]) => [
  ...recordedTraffic(rows.map((row) => JSON.stringify(row))).requests(),
];

describe('recorded traffic', () => {
  it('keeps the distances of its moments', () => {
    const rows = [
      { at: '2026-03-01T10:00:00Z', model: 'a' },
      { at: '2026-03-01T10:00:02.500Z', model: 'b' },
    ];
    const traffic = recordedTraffic(rows.map((row) => JSON.stringify(row)));
    expect(traffic.start?.toISOString()).toBe('2026-03-01T10:00:00.000Z');
    expect([...traffic.requests()].map(({ atMs, request }) => [atMs, request.model])).toEqual([
      [0, 'a'],
      [2500, 'b'],
    ]);
  });

  it('comes at ten a second where it has none', () => {
    expect(requestsOf({}, {}, {}).map(({ atMs }) => atMs)).toEqual([0, 100, 200]);
  });

  it('takes what the gateway tells of its decisions', () => {
    const facts = { operation: 'chat', model: 'm', stream: false, promptTokens: 7, labels: { team: 'a' } };
    expect(requestsOf({ id: 'x', at: '2026-03-01T10:00:00Z', route: 'r', facts })[0]!.request).toMatchObject(
      facts,
    );
  });

  it.each([
    ['[]', 'line 1: expected a JSON object'],
    ['{', 'line 1: expected a JSON object'],
    ['{"stream": 1}', 'line 1: "stream" is not true or false'],
    ['{}\n{"prompt_tokens": -1}', 'line 2: "prompt_tokens" is not a count'],
    ['{"labels": {"a": 1}}', 'line 1: "labels" is not a map of texts'],
    ['{"at": "soon"}', 'line 1: "at" is not a moment'],
    ['{"endpoint": "fly"}', 'line 1: "endpoint" is not one of'],
  ])('%j is refused', (text, message) => {
    expect(() => recordedTraffic(text.split('\n'))).toThrow(RecordedLineError);
    expect(() => recordedTraffic(text.split('\n'))).toThrow(message);
  });
});
