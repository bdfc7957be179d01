import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** Starts a Node program pinned to one core where the system can, and resolves with the first line that `read` accepts. */
export async function start(args, { core, read, env = {} }) {
  const command = canPin
    ? ['taskset', '-c', String(core), process.execPath, ...args]
    : [process.execPath, ...args];
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const value = await new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const found = read(line);
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} exited with ${code}`)));
  });
  return {
    pid: child.pid,
    value,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** The same for any other program; `ready` is asked until it answers. */
export async function startProgram(command, { core, ready, env = {} }) {
  const pinned = canPin ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(pinned[0], pinned.slice(1), { stdio: 'ignore', env: { ...process.env, ...env } });
  const gone = once(child, 'exit');
  for (const until = Date.now() + 20_000; Date.now() < until && child.exitCode === null;) {
    const answered = await fetch(ready).then(
      (reply) => reply.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** User and system time of a process with all its threads, in µs; undefined where the system does not say. */
export function cpuMicros(pid) {
  try {
    return threadNanos(pid) / 1e3;
  } catch {
    return undefined;
  }
}

/** Time on a processor, of all threads and of all children that are running. */
function threadNanos(pid) {
  let nanos = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    nanos += Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]);
    for (const child of readFileSync(`${folder}/children`, 'utf8').split(' ').filter(Boolean))
      nanos += threadNanos(Number(child));
  }
  return nanos;
}

export function residentMiB(pid) {
  return statusMiB(pid, 'VmRSS');
}

/** The most that it ever held. */
export function peakResidentMiB(pid) {
  return statusMiB(pid, 'VmHWM');
}

function statusMiB(pid, name) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
  } catch {
    return undefined;
  }
}
