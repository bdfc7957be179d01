import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assignments, substitute } from './dockerfile.mjs';

/** What says how the result is run rather than what is in it. */
const METADATA = new Set(['LABEL', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'USER']);

const INITIAL_ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/**
 * Runs every stage of a Dockerfile in a folder of its own, which begins as a copy of the base.
 *
 * @returns the last stage: `{ root, env, workdir, metadata }`
 */
export function buildStages(stages, { base, context, work, log }) {
  const roots = new Map();
  let result;
  for (const stage of stages) {
    const root = join(work, `stage-${stage.name}`);
    rmSync(root, { recursive: true, force: true });
    execFileSync('cp', ['-a', '--reflink=auto', base, root]);
    result = { root, env: { ...INITIAL_ENV }, workdir: '/', metadata: {} };
    for (const step of stage.steps) {
      log(`${stage.name}: ${step.keyword} ${step.text}`);
      runStep(step, result, { roots, context, work });
    }
    roots.set(stage.name, root);
  }
  return result;
}

function runStep({ keyword, text, flags }, stage, sources) {
  if (keyword === 'RUN') run(text, stage, sources.work, flags);
  else if (keyword === 'COPY')
    copy(text, stage, flags.from ? sources.roots.get(flags.from) : sources.context);
  else if (keyword === 'WORKDIR') enter(text, stage);
  else if (keyword === 'ENV' || keyword === 'ARG')
    for (const [name, value] of assignments(text)) stage.env[name] = substitute(value, stage.env);
  else if (METADATA.has(keyword)) stage.metadata[keyword] = substitute(text, stage.env);
  else throw new Error(`${keyword}: an instruction that this proof does not know; add it to stages.mjs`);
}

function enter(folder, stage) {
  stage.workdir = folder;
  mkdirSync(join(stage.root, folder), { recursive: true });
}

/** As a builder: a folder's content goes into the destination, a file goes into it where it ends in `/`. */
function copy(text, { root, workdir }, from) {
  const paths = text.split(/\s+/);
  const target = paths.pop();
  const inside = target.startsWith('/') ? target : join(workdir, target);
  for (const path of paths) {
    const source = join(from, path);
    const intoFolder = /(^|\/)\.?$/.test(target);
    const isFolder = statSync(source).isDirectory();
    const destination = join(root, inside, intoFolder && !isFolder ? basename(path) : '');
    mkdirSync(join(destination, '..'), { recursive: true });
    cpSync(source, destination, { recursive: true, verbatimSymlinks: true });
  }
}

/** Whom this machine trusts, where nothing else says so: the chroot's own list lacks what was added here. */
const SYSTEM_CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** The machine's own npm settings and certificates reach the step as a builder's secrets do: they stay out of the result. */
const MOUNTS = `
set -eu
root=$1 command=$2; shift 2
mount -t proc proc "$root/proc"
for device in null zero random urandom; do : >"$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
while [ $# -gt 0 ]; do
  if [ -d "$1" ]; then mkdir -p "$root$2"; else mkdir -p "$(dirname "$root$2")"; [ -e "$root$2" ] || : >"$root$2"; fi
  mount --bind "$1" "$root$2"; shift 2
done
exec chroot "$root" /bin/sh -c "$command"`;

function run(command, { root, env, workdir }, work, { mount }) {
  const binds = [];
  const cache = /type=cache,target=(\S+)/.exec(mount ?? '');
  if (cache) {
    const folder = join(work, 'cache');
    mkdirSync(folder, { recursive: true });
    binds.push(folder, cache[1]);
  }
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? SYSTEM_CERTIFICATES;
  if (certificates && existsSync(certificates)) binds.push(certificates, '/run/certificates.pem');
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
  const script = `cd ${workdir} && ${command}`;
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [...namespaces, 'sh', '-c', MOUNTS, 'step', root, script, ...binds],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...env,
        HOME: '/root',
        DEBIAN_FRONTEND: 'noninteractive',
        npm_config_registry: npmRegistry(),
        ...(certificates && { NODE_EXTRA_CA_CERTS: '/run/certificates.pem' }),
      },
    },
  );
  if (status !== 0) throw new Error(`RUN ${command}\nended with ${status}:\n${stdout}${stderr}`);
}

function npmRegistry() {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  return execFileSync('npm', ['config', 'get', 'registry'], options).trim();
}
