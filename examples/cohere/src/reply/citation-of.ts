import type { Citation } from '@fairlead/plugin-sdk';
import type { ChatCitation } from './chat-reply.js';

/** One for each source. Results of tools are sources without a title. */
export function citationsOf({ start, end, sources = [] }: ChatCitation): Citation[] {
  const place = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
  return sources.map(({ document: { title, url } = {} }) => ({
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...place,
  }));
}
