import { createHook } from 'node:async_hooks';

/** Resources of the platform that outlive the call that made them, by what they are. */
const WORK: Readonly<Record<string, string>> = {
  TCPWRAP: 'a socket',
  TCPCONNECTWRAP: 'a connection',
  TCPSERVERWRAP: 'a server',
  TLSWRAP: 'a connection',
  PIPEWRAP: 'a pipe',
  UDPWRAP: 'a socket',
  GETADDRINFOREQWRAP: 'a lookup of a name',
  QUERYWRAP: 'a lookup of a name',
  FSREQCALLBACK: 'work on files',
  FSREQPROMISE: 'work on files',
  FSEVENTWRAP: 'a watch on files',
  STATWATCHER: 'a watch on files',
  PROCESSWRAP: 'a process',
  WORKER: 'a thread',
  Timeout: 'a timer',
  Immediate: 'a timer',
};

/** What `run` starts while it runs, and in what it leaves to the microtasks behind it; each once. */
export async function startedDuring(run: () => void): Promise<string[]> {
  const started = new Set<string>();
  const hook = createHook({
    init(_id, type) {
      const work = WORK[type];
      if (work !== undefined) started.add(work);
    },
  });
  hook.enable();
  try {
    run();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  } finally {
    hook.disable();
  }
  return [...started];
}
