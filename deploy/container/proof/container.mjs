import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const USER = '65532';

/**
 * The result as a container would run it: process 1 of a namespace, no privileges, the root file system read-only, a
 * tmpfs for state, the configuration mounted over /etc/fairlead.
 */
const START = `
set -eu
root=$1 config=$2; shift 2
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
for device in null zero random urandom; do [ -e "$root/dev/$device" ] || : >"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount --bind "$config" "$root/etc/fairlead"
mount -o remount,ro,bind "$root/etc/fairlead"
mount -t tmpfs -o mode=0700,uid=${USER},gid=${USER} tmpfs "$root/var/lib/fairlead"
mount -o remount,ro,bind "$root"
exec chroot "$root" setpriv --reuid=${USER} --regid=${USER} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"`;

/** @returns `{ signal(name), kill(), pids(), ended: Promise<exit code>, output() }` */
export function startContainer({ root, env, metadata }, configuration, extraEnv) {
  const entrypoint = JSON.parse(metadata.ENTRYPOINT);
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      START,
      'start',
      root,
      configuration,
      ...entrypoint,
    ],
    { env: { ...env, ...extraEnv }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (printed += text));
  return {
    ended: once(child, 'close').then(([code]) => code),
    output: () => printed,
    /** To process 1 of the namespace: the child of `unshare`. */
    signal: (name) => process.kill(childrenOf(child.pid)[0], name),
    kill: () => child.kill('SIGKILL'),
    /** Of init and the gateway, as this machine counts them. */
    pids: () => childrenOf(child.pid).flatMap((init) => [init, ...childrenOf(init)]),
  };
}

function childrenOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [] : children.split(' ').map(Number);
}

/** Lays a folder out as the kubelet lays out a ConfigMap: files are links through `..data`, which can be swapped. */
export function layConfigMap(folder, source) {
  const version = '..2026_01_01_00_00_00.1';
  mkdirSync(join(folder, version), { recursive: true });
  symlinkSync(version, join(folder, '..data'));
  for (const name of readdirSync(source).filter((file) => /^(fairlead|policy)\.yaml$/.test(file))) {
    writeFileSync(join(folder, version, name), readFileSync(join(source, name)));
    symlinkSync(`..data/${name}`, join(folder, name));
  }
}
