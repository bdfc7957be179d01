import type { PluginProblem, PluginProblemCode } from '../loading/plugin-problem.js';
import type { WorkerEnd } from '../watch/plugin-watch.js';
import type { PluginDescription, WorkerSeed } from './protocol.js';
import { WorkerLink, type LinkNews } from './worker-link.js';

/** For the thread itself and the host's own code in it, on a machine that is busy. */
const BOOT_MS = 30_000;
/** The worker's own word comes first where it can still speak: it names the file. */
const GRACE_MS = 500;

interface LinkOrder {
  readonly seed: Omit<WorkerSeed, 'signs' | 'answers'>;
  readonly memoryBytes: number;
  readonly onTold: (news: Extract<LinkNews, { readonly told: string }>) => void;
  /** It ended after it had begun. */
  readonly onEnd: (reason: WorkerEnd, message: string) => void;
}

export interface Started {
  readonly link: WorkerLink;
  readonly description: PluginDescription;
}

/**
 * A new worker with its plugin loaded, or why not; then it is gone. The limit of time is this thread's: code that loops
 * for ever meets no other.
 */
export function startLink({ seed, memoryBytes, onTold, onEnd }: LinkOrder): Promise<Started | PluginProblem> {
  const { reference, loadTimeoutMs } = seed;
  return new Promise((resolve) => {
    let loading = true;
    const settle = (outcome: Started | PluginProblem): void => {
      loading = false;
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (code: PluginProblemCode, message: string): void => {
      link.stop(message);
      settle({ code, reference, message });
    };
    const late = (): void =>
      fail('plugin-timeout', `"${reference}" did not finish loading within ${loadTimeoutMs} ms`);
    let timer = setTimeout(late, BOOT_MS);
    const link = new WorkerLink({
      seed,
      memoryBytes,
      onNews(news) {
        if ('told' in news) onTold(news);
        else if ('refused' in news) fail(news.refused.code, news.refused.message);
        else if ('loading' in news) {
          clearTimeout(timer);
          timer = setTimeout(late, loadTimeoutMs + GRACE_MS);
        } else {
          link.watch();
          settle({ link, description: news.ready });
        }
      },
      onEnd(reason, message) {
        if (loading) fail('plugin-throws', `"${reference}" ended its worker while loading: ${message}`);
        else onEnd(reason, message);
      },
    });
  });
}
