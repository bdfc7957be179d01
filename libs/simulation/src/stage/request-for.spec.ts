import { stageFor } from '../testing/run-text.js';
import { PLAIN_REQUEST } from './rehearsed-request.js';
import { requestFor } from './request-for.js';
import { routeHints } from './route-hints.js';
import { routeOf } from './route-of.js';

const policyWith = (match: string, before = 'never'): string => `
version: 1
routes:
  - { name: before, match: ${before}, targets: [alpha/m] }
  - { name: it, match: ${match}, targets: [alpha/m] }
  - { name: rest, match: any, targets: [alpha/m] }
`;

describe('a request for a route', () => {
  it.each([
    ['{ model: [chat, "gpt-*"] }'],
    ['{ model: "gpt-*", endpoint: embeddings }'],
    ['{ labels: { team: [core, search], region: eu } }'],
    ['{ headers: { X-Team: core } }'],
    [`{ when: 'request.prompt_tokens_est > 180000' }`],
    [`{ when: 'request.prompt_tokens_est < 100 && !request.stream' }`],
    [`{ when: 'request.max_output_tokens > 4000' }`],
    [`{ model: agent, when: '"tools" in request.capabilities && label("team") in ["core", "search"]' }`],
    [`{ when: 'label("a") == "x" && header("b") == "y"' }`],
    [`{ when: 'request.tenant == "acme" || label("tenant") == "acme"' }`],
  ])('is found for %s', (match) => {
    const text = policyWith(match);
    const stage = stageFor(text);
    const found = requestFor(stage, 'it', PLAIN_REQUEST, routeHints(text).get('it'));
    expect(found && routeOf(stage, found)?.name).toBe('it');
  });

  it('is the one that is given, where that will do', () => {
    const text = policyWith('{ endpoint: chat }');
    expect(requestFor(stageFor(text), 'it', PLAIN_REQUEST, undefined)).toBe(PLAIN_REQUEST);
  });

  it('is not found where an earlier route takes it, and keeps the labels that are given', () => {
    const text = policyWith('{ labels: { team: core } }', '{ labels: { region: eu } }');
    const asked = { ...PLAIN_REQUEST, labels: { region: 'eu' } };
    expect(requestFor(stageFor(text), 'it', asked, routeHints(text).get('it'))).toBeUndefined();
  });
});
