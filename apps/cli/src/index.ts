export type { Command, ExitCode, Terminal } from './command.js';
export { COMMANDS } from './commands/index.js';
export { run } from './run.js';
