import { mkdtempSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileWatch } from './file-watch.js';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a watch over files', () => {
  let folder: string;
  let watch: FileWatch;
  let calls: number;
  let called: () => void;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fairlead-watch-'));
    calls = 0;
    called = () => {};
    const onChange = (): void => {
      calls++;
      called();
    };
    const onError = (error: Error): never => {
      throw error;
    };
    watch = new FileWatch(onChange, onError, 20);
  });
  afterEach(() => {
    watch.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const next = (): Promise<void> => new Promise((resolve) => (called = resolve));
  const at = (name: string): string => join(folder, name);

  it('calls once for a burst', async () => {
    writeFileSync(at('a'), '');
    watch.follow([at('a')]);
    for (let n = 0; n < 20; n++) writeFileSync(at('a'), `${n}`);
    await next();
    await wait(50);
    expect(calls).toBe(1);
  });

  it('sees a file that is replaced, again and again', async () => {
    writeFileSync(at('a'), '');
    watch.follow([at('a')]);
    for (let n = 0; n < 3; n++) {
      writeFileSync(at('draft'), `${n}`);
      renameSync(at('draft'), at('a'));
      await next();
    }
    expect(calls).toBe(3);
  });

  it('sees what a link leads to', async () => {
    mkdirSync(at('elsewhere'));
    mkdirSync(at('here'));
    writeFileSync(at('elsewhere/a'), '');
    symlinkSync(at('elsewhere/a'), at('here/a'));
    watch.follow([at('here/a')]);
    writeFileSync(at('elsewhere/a'), 'new');
    await next();
    expect(calls).toBeGreaterThan(0);
  });

  it('waits for a folder that is not there yet, and leaves one that it is not to follow any more', async () => {
    mkdirSync(at('old'));
    watch.follow([at('old/a'), at('later/a')]);
    mkdirSync(at('later'));
    watch.follow([at('later/a')]);
    writeFileSync(at('old/a'), '');
    await wait(60);
    expect(calls).toBe(0);
    writeFileSync(at('later/a'), '');
    await next();
    expect(calls).toBe(1);
  });

  it('is silent once it is closed, even about what it has seen', async () => {
    writeFileSync(at('a'), '');
    watch.follow([at('a')]);
    writeFileSync(at('a'), 'new');
    watch.close();
    watch.follow([at('a')]);
    await wait(60);
    expect(calls).toBe(0);
  });
});
