import type { JsonObject, Message } from '@fairlead/plugin-sdk';

/** Texts that the answer may cite, of the whole conversation. */
export function documentsIn(messages: readonly Message[]): JsonObject[] {
  const documents: JsonObject[] = [];
  for (const part of messages.flatMap(({ parts }) => parts)) {
    if (part.kind !== 'media' || part.media !== 'document' || part.source.from !== 'text') continue;
    const data = { text: part.source.text, ...(part.name !== undefined && { title: part.name }) };
    documents.push({ id: `doc-${documents.length}`, data });
  }
  return documents;
}
