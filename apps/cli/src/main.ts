#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { COMMANDS } from './commands/index.js';
import { run } from './run.js';

process.exitCode = await run(process.argv.slice(2), COMMANDS, {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  readStdin: () => text(process.stdin),
  env: process.env,
  colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
});
