import { FORM_DIALECT, isConversationDialect, type DialectName } from '@fairlead/plugin-sdk';
import { anthropicMessages, dialectOf, openAiChat, type Dialect } from '@fairlead/dialects';
import type { Berth } from '../berth/berth.js';

/** One way of a conversation: what the caller writes, and what the vendor is spoken to in. */
export interface Lane {
  readonly caller: Dialect;
  readonly spoken: DialectName;
  /** The vendor's dialect, where the kit can speak it too; undefined for a plugin's own words. */
  readonly vendors: Dialect | undefined;
}

/** Of each dialect of conversations that a provider speaks: a caller's own words passed on, and words translated. */
export function lanesOf({ provider }: Berth): readonly Lane[] {
  return provider.speaks.flatMap((spoken): Lane[] => {
    if (spoken === FORM_DIALECT)
      return [openAiChat, anthropicMessages].map((caller) => ({ caller, spoken, vendors: undefined }));
    if (!isConversationDialect(spoken)) return [];
    const vendors = dialectOf(spoken)!;
    const other = vendors === openAiChat ? anthropicMessages : openAiChat;
    return [vendors, other].map((caller) => ({ caller, spoken, vendors }));
  });
}
