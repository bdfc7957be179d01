/** Written by hand: a handful of paths, and a test holds it to the controllers. */
const json = (description: string, schema: object): object => ({
  description,
  content: { 'application/json': { schema } },
});
const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const listOf = (key: string, name: string): object => ({
  type: 'object',
  required: [key],
  properties: { [key]: { type: 'array', items: ref(name) } },
});
const inPath = (name: string): object => ({ name, in: 'path', required: true, schema: text });
const inQuery = (name: string, description: string, schema: object = text): object => ({
  name,
  in: 'query',
  description,
  schema,
});
const NOT_FOUND = { description: 'No such thing.' };

/** What `/admin/openapi.json` answers. */
export const ADMIN_API = {
  openapi: '3.1.0',
  info: {
    title: 'Fairlead admin API',
    version: '1',
    description:
      'On the admin listener. Open to this machine where the listener is bound to loopback; elsewhere the admin token is needed.',
  },
  security: [{ token: [] }, {}],
  paths: {
    '/admin/policy': {
      get: {
        summary: 'The policy in force, and whether the files say something else that could not be used.',
        responses: { 200: json('The status, and the effective policy.', ref('PolicyStatus')) },
      },
    },
    '/admin/policy/check': {
      post: {
        summary: 'What a reload would say to this text in place of the policy. Changes nothing.',
        requestBody: {
          required: true,
          description: 'The text of a policy, of any content type.',
          content: { 'application/yaml': { schema: text } },
        },
        responses: { 200: json('Every problem.', ref('PolicyCheck')) },
      },
    },
    '/admin/reload': {
      post: {
        summary: 'Read the files again, changed or not.',
        responses: {
          200: json('What the files say is in force.', ref('PolicyStatus')),
          422: json('The files cannot be used; what was in force still is.', ref('PolicyStatus')),
        },
      },
    },
    '/admin/decisions': {
      get: {
        summary: 'How the last requests were decided, newest first. The last 1000 are kept.',
        parameters: [
          inQuery('route', 'Name of the route.'),
          inQuery('target', 'A target that answered or was tried.'),
          inQuery('outcome', '`ok`, `partial` or a fault class.'),
          inQuery('limit', 'At most so many; 50.', { type: 'integer', minimum: 1 }),
        ],
        responses: { 200: json('The decisions.', listOf('decisions', 'Decision')) },
      },
    },
    '/admin/decisions/{id}': {
      get: {
        summary: 'How one request was decided; its id is in `x-request-id` and `x-fairlead-decision`.',
        parameters: [inPath('id')],
        responses: { 200: json('The decision.', ref('Decision')), 404: NOT_FOUND },
      },
    },
    '/admin/canaries': {
      get: {
        summary: 'How canaries compare with the rest of their routes.',
        responses: { 200: json('Those that had a request.', listOf('canaries', 'Canary')) },
      },
    },
    '/admin/canaries/{route}/{name}/reset': {
      post: {
        summary: 'Give an aborted canary its share back.',
        parameters: [inPath('route'), inPath('name')],
        responses: { 204: { description: 'It begins anew.' }, 404: NOT_FOUND },
      },
    },
    '/admin/budgets': {
      get: {
        summary: 'What is spent of each budget in the window that lasts.',
        responses: { 200: json('The budgets.', listOf('budgets', 'Budget')) },
      },
    },
    '/admin/plugins': {
      get: {
        summary: 'What is loaded, where from, and how it does.',
        responses: { 200: json('The plugins.', listOf('plugins', 'Plugin')) },
      },
    },
    '/admin/openapi.json': {
      get: { summary: 'This document.', responses: { 200: json('OpenAPI 3.1.', { type: 'object' }) } },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'FAIRLEAD_ADMIN_TOKEN' } },
    schemas: {
      PolicyStatus: {
        type: 'object',
        required: ['state', 'version', 'since'],
        properties: {
          state: { enum: ['loaded', 'rejected'] },
          version: { ...text, description: 'Of the policy in force.' },
          name: text,
          since: { ...text, format: 'date-time' },
          lastKnownGood: { const: true, description: 'In force is the kept copy of an earlier policy.' },
          errors: { type: 'array', items: text, description: 'Why the files were rejected.' },
          effective: {
            ...text,
            description: 'The policy with every default, and behind each value the line it comes from. YAML.',
          },
          draining: { type: 'integer', description: 'Earlier configurations that requests still go by.' },
        },
      },
      PolicyCheck: {
        type: 'object',
        required: ['ok', 'problems'],
        properties: {
          ok: { type: 'boolean', description: 'No problem is an error.' },
          problems: { type: 'array', items: ref('Problem') },
        },
      },
      Problem: {
        type: 'object',
        required: ['file', 'line', 'column', 'severity', 'code', 'message'],
        properties: {
          file: text,
          line: { type: 'integer' },
          column: { type: 'integer' },
          severity: { enum: ['error', 'warning'] },
          code: text,
          message: text,
          hint: text,
        },
      },
      Decision: {
        type: 'object',
        required: ['id', 'at', 'policy', 'route', 'steps', 'outcome', 'status'],
        properties: {
          id: { ...text, description: 'The id of the request.' },
          at: { ...text, format: 'date-time' },
          policy: { ...text, description: 'Version of the policy.' },
          route: text,
          canary: text,
          facts: { type: 'object', description: 'What routing knew of the request.' },
          steps: { type: 'array', items: ref('Step') },
          outcome: text,
          status: { type: 'integer' },
          target: { ...text, description: 'The target that answered.' },
          notReplayedBytes: {
            type: 'integer',
            description: 'Size of a body that was too large for the next attempt.',
          },
        },
      },
      Step: {
        type: 'object',
        required: ['record', 'attempts'],
        properties: {
          record: { type: 'object', description: 'The candidates, and why this one or none was chosen.' },
          attempts: { type: 'array', items: { type: 'object' } },
          state: {
            type: 'object',
            description: 'What the choice depended on; only with `x-fairlead-explain: 1`.',
          },
        },
      },
      Canary: {
        type: 'object',
        required: ['route', 'name', 'aborted', 'verdict', 'canary', 'baseline'],
        properties: {
          route: text,
          name: text,
          aborted: { type: 'boolean' },
          verdict: text,
          reason: text,
          canary: { type: 'object' },
          baseline: { type: 'object' },
        },
      },
      Budget: {
        type: 'object',
        required: ['name', 'per', 'limitUsd', 'scopes'],
        properties: {
          name: text,
          per: text,
          limitUsd: { ...text, description: 'US dollars, exact.' },
          scopes: { type: 'array', items: { type: 'object' } },
        },
      },
      Plugin: {
        type: 'object',
        required: ['reference', 'isolation', 'providers', 'strategies', 'dialects', 'status'],
        properties: {
          reference: { ...text, description: 'As the configuration names it.' },
          name: text,
          version: text,
          contract: { type: 'integer' },
          source: { ...text, description: 'The file that was loaded.' },
          isolation: { enum: ['none', 'worker'] },
          providers: { type: 'array', items: text },
          strategies: { type: 'array', items: text },
          dialects: { type: 'array', items: text },
          status: { enum: ['running', 'restarting', 'failing'] },
          reason: text,
          restarts: { type: 'integer' },
        },
      },
    },
  },
} as const;
