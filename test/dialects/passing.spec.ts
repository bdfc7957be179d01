import { openAiCompletions, openAiModerations, type Dialect } from '@fairlead/dialects';
import { describeWithFixtures, loadCaptures, type CaptureFilter } from '../support/fixtures.js';

type Json = Record<string, unknown>;

const ENDPOINTS: readonly [CaptureFilter['endpoint'], Dialect][] = [
  ['completions', openAiCompletions],
  ['moderations', openAiModerations],
];

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

describeWithFixtures('dialects that are passed on, against captures', (folder) => {
  describe.each(ENDPOINTS)('%s', (endpoint, dialect) => {
    const rows = loadCaptures(folder, { endpoint, status: 200 }).map(
      (capture) => [capture.file, capture] as const,
    );

    it.each(rows)('%s is an answer to a request', (_file, { request, response }) => {
      const { model } = request.body;
      expect(dialect.readRequest(bytes(request.body))).toMatchObject({ ok: true, request: { model } });
      expect(dialect.readReply(bytes(response.body))).toEqual(
        endpoint === 'moderations'
          ? { verdict: 'ok' }
          : { verdict: 'ok', usage: { input: counted(response.body), output: expect.any(Number) } },
      );
    });
  });
});

function counted(body: unknown): unknown {
  return ((body as Json)['usage'] as Json)['prompt_tokens'];
}
