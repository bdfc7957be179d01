import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const RELEASE = 'bookworm';

/**
 * Stands in for `node:24-slim`: a minimal Debian made with debootstrap from this machine's own mirror, with the Node
 * that runs this script and the machine's npm where that image has them.
 */
export function makeBase(folder) {
  if (!process.version.startsWith('v24.')) throw new Error(`run this with Node 24, not ${process.version}`);
  if (existsSync(folder)) return;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  execFileSync('debootstrap', ['--variant=minbase', RELEASE, draft, mirror()], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // What debootstrap wrote there would name the mirror a second time.
  rmSync(join(draft, 'etc/apt/sources.list'), { force: true });
  for (const path of [
    '/etc/apt/sources.list',
    '/etc/apt/sources.list.d',
    '/etc/apt/apt.conf.d',
    '/etc/resolv.conf',
  ])
    if (existsSync(path)) cpSync(realpathSync(path), join(draft, path), { recursive: true, force: true });
  cpSync(process.execPath, join(draft, 'usr/local/bin/node'), { dereference: true });
  const npm = npmFolder();
  mkdirSync(join(draft, 'usr/local/lib/node_modules'), { recursive: true });
  cpSync(npm, join(draft, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(draft, 'usr/local/bin/npm'));
  renameSync(draft, folder);
}

/** The mirror that this machine's apt uses. */
function mirror() {
  const text = execFileSync(
    'sh',
    ['-c', 'cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true'],
    {
      encoding: 'utf8',
    },
  );
  const [, url] = /^(?:deb (?:\[[^\]]*\] )?|URIs: )(\S+)/m.exec(text) ?? [];
  if (url === undefined) throw new Error('no Debian mirror in /etc/apt; run this on a Debian machine');
  return url;
}

function npmFolder() {
  const command = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  for (let at = dirname(realpathSync(command)); at !== '/'; at = dirname(at)) {
    const manifest = join(at, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'npm') return at;
  }
  throw new Error(`${command} belongs to no package npm`);
}
