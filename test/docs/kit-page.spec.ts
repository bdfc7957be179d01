import { itKeepsFresh } from './keep-fresh.js';
import { withCases } from './kit-page.js';

describe('the cases of the kit', () => {
  itKeepsFresh('docs/plugin-kit.md', withCases);
});
