// The built gateway as a target of a benchmark harness that has a provider at 127.0.0.1:9000 and takes a list of targets from a file:
// beside those of the folder that it is run in.
//   cd HARNESS && node bench.mjs --targets REPOSITORY/test/bench/harness-targets.mjs --only nginx,portkey,fairlead --refs nginx,portkey
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gatewayArguments } from './gateway.mjs';

const PORTS = { api: 9180, admin: 9181 };
const theirs = await import(pathToFileURL(join(process.cwd(), 'targets.mjs')).href);
// The harness has a provider that takes ten seconds to its first content, just over what `auto` allows one that is not known yet.
const route = { timeouts: { first_token: '30s' } };
const folder = mkdtempSync(join(tmpdir(), 'fairlead-harness-'));

export default [
  ...theirs.default,
  {
    name: 'fairlead',
    url: `http://127.0.0.1:${PORTS.api}`,
    ready: '/health/ready',
    cmd: [process.execPath, ...gatewayArguments(folder, 'http://127.0.0.1:9000', { ...PORTS, route })],
    env: { NODE_ENV: 'production' },
  },
];
