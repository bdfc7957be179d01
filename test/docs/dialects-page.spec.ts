import { withTables } from './dialects-page.js';
import { itKeepsFresh } from './keep-fresh.js';

describe('how every field fares in every dialect', () => {
  itKeepsFresh('docs/dialects.md', withTables);
});
