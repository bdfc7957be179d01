import { realpathSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

/** Writers come in bursts (truncate, write, rename): one look after the last of them. */
const DEBOUNCE_MS = 250;

/**
 * Calls when something happens in the folders of some files. Folders, since a watch on a file goes silent as soon as an
 * editor or a ConfigMap puts another one in its place. It may call for nothing, and a network file system may never tell
 * it: who is called compares contents, and asks by itself now and then.
 */
export class FileWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly onChange: () => void,
    private readonly onError: (error: Error) => void,
    private readonly debounceMs = DEBOUNCE_MS,
  ) {}

  /** Watches the folders of these files, and of what they are links to, and no others. */
  follow(paths: readonly string[]): void {
    if (this.#closed) return;
    const folders = new Set(paths.flatMap((path) => [path, realPath(path)]).map((path) => dirname(path)));
    for (const [folder, watcher] of this.#watchers) if (!folders.has(folder)) this.#drop(folder, watcher);
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const [folder, watcher] of this.#watchers) this.#drop(folder, watcher);
  }

  #add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#touched());
      this.#watchers.set(folder, watcher);
      watcher.on('error', (error) => {
        this.#drop(folder, watcher);
        this.onError(error);
      });
    } catch (error) {
      // A folder that is not there yet will be looked for at the next `follow`.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.onError(error as Error);
    }
  }

  #drop(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(folder);
  }

  #touched(): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(this.onChange, this.debounceMs);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
