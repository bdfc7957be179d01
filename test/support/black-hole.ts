import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LISTEN = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
  console.log(this.address().port);
});`;
/** A connection over loopback that is not open by now is not going to be. */
const OPEN_WITHIN_MS = 200;
const MOST = 64;

export interface BlackHole {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A port that neither takes connections nor refuses them, as behind a firewall that drops packets: the process that
 * listens is stopped, and its queue is full.
 */
export async function openBlackHole(): Promise<BlackHole> {
  const child = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  child.kill('SIGSTOP');
  const queued: Socket[] = [];
  while (queued.length < MOST) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    queued.push(socket);
    const opened = await Promise.race([
      once(socket, 'connect').then(() => true),
      sleep(OPEN_WITHIN_MS).then(() => false),
    ]);
    if (!opened) break;
  }
  const stop = async (): Promise<void> => {
    for (const socket of queued) socket.destroy();
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  if (queued.length < MOST) return { port, stop };
  await stop();
  throw new Error(`the queue of port ${port} is never full here`);
}
