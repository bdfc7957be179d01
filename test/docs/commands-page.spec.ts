import { withCommands } from './commands-page.js';
import { itKeepsFresh } from './keep-fresh.js';

describe('what the command line can do', () => {
  itKeepsFresh('docs/cli.md', withCommands);
});
