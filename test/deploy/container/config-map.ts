import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A folder as the kubelet lays out a ConfigMap: each file is a link through `..data`, itself a link to the folder of a
 * version, so that one rename changes them all.
 */
export class ConfigMapFolder {
  #version = 0;

  private constructor(readonly folder: string) {}

  static async lay(folder: string, files: Readonly<Record<string, string>>): Promise<ConfigMapFolder> {
    const map = new ConfigMapFolder(folder);
    await map.swap(files);
    for (const name of Object.keys(files)) await symlink(`..data/${name}`, join(folder, name));
    return map;
  }

  /** What `kubectl apply` of the ConfigMap comes to, a minute later. */
  async swap(files: Readonly<Record<string, string>>): Promise<void> {
    const before = `..version-${this.#version}`;
    const version = `..version-${++this.#version}`;
    await mkdir(join(this.folder, version), { mode: 0o755 });
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.folder, version, name), text);
    await symlink(version, join(this.folder, '..data_tmp'));
    await rename(join(this.folder, '..data_tmp'), join(this.folder, '..data'));
    await rm(join(this.folder, before), { recursive: true, force: true });
  }
}
