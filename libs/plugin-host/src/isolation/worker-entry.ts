import { parentPort, workerData } from 'node:worker_threads';
import { loadPlugins } from '../loading/load-plugins.js';
import { reasonOf } from '../provider/plugin-call.js';
import { unwatched, type PluginWatch } from '../watch/plugin-watch.js';
import { describePlugin } from './describe-plugin.js';
import { PluginServer } from './plugin-server.js';
import { SIGNS, type MessageToMain, type MessageToWorker, type WorkerSeed } from './protocol.js';

/** Often enough that a sign of life is never a whole look of the main thread old. */
const BEAT_MS = 100;

const port = parentPort!;
const { reference, from, hostVersion, loadTimeoutMs, signs, answers } = workerData as WorkerSeed;
const tell = (message: MessageToMain, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const beats = new Int32Array(signs);
setInterval(() => Atomics.add(beats, SIGNS.beats, 1), BEAT_MS);

// Nobody waits for it, so nothing that is under way depends on it.
process.on('unhandledRejection', (reason) =>
  tell({ told: 'strayError', event: { plugin: reference, message: reasonOf(reason) } }),
);

const watch: PluginWatch = {
  ...unwatched,
  failed: (event) => tell({ told: 'failed', event }),
  leftAlone: (event) => tell({ told: 'leftAlone', event }),
};

tell({ loading: true });
const { plugins, problems } = await loadPlugins([{ reference, loadTimeoutMs }], { from, hostVersion, watch });
const [plugin] = plugins;
if (plugin === undefined) tell({ refused: problems[0]! });
else {
  const server = new PluginServer(plugin, tell, beats, answers);
  port.on('message', (message: MessageToWorker) => server.take(message));
  tell({ ready: describePlugin(plugin) });
}
