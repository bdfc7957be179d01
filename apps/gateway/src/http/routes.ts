const POST = ['POST'];
const GET = ['GET', 'HEAD'];

/** The data plane's paths with their methods: what a 405 tells, and the `route` label of HTTP metrics. */
const ROUTES: readonly {
  readonly pattern: RegExp;
  readonly route: string;
  readonly methods: readonly string[];
}[] = [
  { pattern: /^(?:\/openai)?\/v1\/chat\/completions\/?$/, route: '/v1/chat/completions', methods: POST },
  { pattern: /^(?:\/openai)?\/v1\/embeddings\/?$/, route: '/v1/embeddings', methods: POST },
  { pattern: /^(?:\/openai)?\/v1\/models\/?$/, route: '/v1/models', methods: GET },
  { pattern: /^(?:\/openai)?\/v1\/models\/.+$/, route: '/v1/models/{id}', methods: GET },
  { pattern: /^\/health(?:\/(?:live|ready|full|startup))?\/?$/, route: '/health', methods: GET },
];

export function allowedMethods(url: string): readonly string[] | undefined {
  return find(url)?.methods;
}

/** A label from a closed set; what a caller invents is `other`. */
export function routeLabel(url: string): string {
  return find(url)?.route ?? 'other';
}

function find(url: string): (typeof ROUTES)[number] | undefined {
  const path = url.split('?', 1)[0]!;
  return ROUTES.find(({ pattern }) => pattern.test(path));
}
