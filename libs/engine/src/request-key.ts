import type { MatchFacts, RequestKey } from '@fairlead/policy';

/** What requests are told apart by; one that does not have it is told apart from all others. */
export function requestKey(key: RequestKey, asked: MatchFacts, requestId: string): string {
  return valueOf(key, asked) || requestId;
}

function valueOf(key: RequestKey, { tenant, labels, headers }: MatchFacts): string | undefined {
  switch (key.kind) {
    case 'tenant':
      return tenant;
    case 'label':
      return labels[key.name];
    case 'header':
      return [headers[key.name] ?? []].flat().join(', ');
    default:
      return undefined;
  }
}
