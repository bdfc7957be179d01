import { promptPrefix, type Conversation } from '@fairlead/dialects';
import type { MatchFacts, RequestKey } from '@fairlead/policy';

/** What keys are read from. */
export interface Keyed {
  readonly asked: MatchFacts;
  /** Undefined where there is none, or it cannot be understood. */
  readonly conversation: () => Conversation | undefined;
  /** The key of its beginning, where that is known without reading it. */
  readonly promptPrefix?: string | undefined;
}

/** What a request is told apart from others by; undefined: it does not have that. */
export function requestKey(key: RequestKey, keyed: Keyed, minPromptTokens = 0): string | undefined {
  const { tenant, labels, headers } = keyed.asked;
  switch (key.kind) {
    case 'tenant':
      return tenant;
    case 'label':
      return labels[key.name] || undefined;
    case 'header':
      return [headers[key.name] ?? []].flat().join(', ') || undefined;
    case 'conversation':
      return labels['conversation'] || keyed.conversation()?.cacheKey || prefixOf(keyed, minPromptTokens);
    case 'prompt_prefix':
      return prefixOf(keyed, minPromptTokens);
    case 'request':
      return undefined;
  }
}

function prefixOf({ asked, conversation, ...known }: Keyed, minPromptTokens: number): string | undefined {
  if (asked.promptTokens < minPromptTokens) return undefined;
  if (known.promptPrefix !== undefined) return known.promptPrefix;
  const read = conversation();
  return read && promptPrefix(read);
}
