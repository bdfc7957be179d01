import { readFileSync } from 'node:fs';
import { folderOf } from './layers.js';
import { readSourceTree } from './source-tree.js';

function json<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as Shape;
}

const known = [...readSourceTree().manifests.keys()].filter((folder) => folderOf(folder) === folder).sort();

/** Examples stand outside the workspace, as a stranger's packages do; they are only built with it. */
const folders = known.filter((folder) => !folder.startsWith('examples/'));

describe('every workspace is known to each tool that lists them by hand', () => {
  it('nest-cli.json', () => {
    const { projects } = json<{ projects: Record<string, { root: string }> }>('nest-cli.json');
    expect(
      Object.values(projects)
        .map(({ root }) => root)
        .sort(),
    ).toEqual(folders);
  });

  it('tsconfig.json, in its references, with the examples', () => {
    const { references } = json<{ references: { path: string }[] }>('tsconfig.json');
    expect(references.map(({ path }) => path).sort()).toEqual(known);
  });

  it.each(folders)('the references of %s are its own dependencies of ours', (folder) => {
    const manifest = json<Record<'dependencies' | 'peerDependencies', Record<string, string> | undefined>>(
      `${folder}/package.json`,
    );
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const ours = names
      .filter((name) => name.startsWith('@fairlead/'))
      .map((name) => name.slice('@fairlead/'.length));
    const { references = [] } = json<{ references?: { path: string }[] }>(`${folder}/tsconfig.json`);
    expect(references.map(({ path }) => path.replace('../../libs/', '')).sort()).toEqual(ours.sort());
  });
});
