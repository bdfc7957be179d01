import type { Citation } from '@fairlead/plugin-sdk';
import type { ConverseCitation } from './converse-reply.js';

export function citationOf({ title, source, sourceContent = [] }: ConverseCitation): Citation {
  const quote = sourceContent.map(({ text = '' }) => text).join('');
  return {
    ...(title !== undefined && { title }),
    ...(source?.startsWith('http') && { url: source }),
    ...(quote !== '' && { quote }),
  };
}
