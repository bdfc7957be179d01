// Everything that is measured side by side: all before the same provider, all on one core, provider and callers on another.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { addresses, gatewayArguments } from './gateway.mjs';
import { start, startProgram } from './processes.mjs';

const here = import.meta.dirname;
export const CHAT = '/v1/chat/completions';
/** The provider speaks chat completions: calls of another dialect are translated. */
export const MESSAGES = '/v1/messages';
const GATEWAY_CORE = 0;
const LOAD_CORE = Math.min(1, cpus().length - 1);
const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find(existsSync);

/** Processes of one run; `stop` ends them all and removes their files. */
export class Contestants {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
  #running = [];

  async upstream() {
    const { value } = await this.#node([join(here, 'upstream.mjs')], Number, LOAD_CORE);
    this.origin = `http://127.0.0.1:${value}`;
    return { name: 'direct', url: this.origin, path: CHAT };
  }

  /** @param mode `bytes`: the body is not read */
  async base(mode) {
    const args = [join(here, 'base-proxy.mjs'), this.origin, ...(mode ? [mode] : [])];
    const { value, pid } = await this.#node(args, (line) => `http://127.0.0.1:${Number(line)}`);
    return { name: mode ? `base, ${mode}` : 'base', url: value, path: CHAT, pid };
  }

  /**
   * @param options of Node
   * @param variant more of its configuration
   */
  async fairlead(options = [], env = {}, { name = 'fairlead', ...variant } = {}) {
    const folder = mkdtempSync(join(this.folder, 'gateway-'));
    const args = [...options, ...gatewayArguments(folder, this.origin, variant)];
    const { value, pid } = await this.#node(args, addresses, GATEWAY_CORE, env);
    return { name, url: value.api, admin: value.admin, path: CHAT, pid };
  }

  /** Undefined where it is not installed. */
  async nginx() {
    if (NGINX === undefined) return undefined;
    const port = await freePort();
    const file = join(this.folder, 'nginx.conf');
    writeFileSync(file, nginxConf(this.folder, port, this.origin));
    const url = `http://127.0.0.1:${port}`;
    const { pid } = await this.#program([NGINX, '-c', file], url);
    return { name: 'nginx', url, path: CHAT, pid };
  }

  /** @param folder where `npm i @portkey-ai/gateway` was run */
  async portkey(folder) {
    const server = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
    if (!existsSync(server))
      throw new Error(`no Portkey gateway in ${folder}: run npm i @portkey-ai/gateway there`);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { pid } = await this.#program([process.execPath, server, `--port=${port}`, '--headless'], url);
    const headers = {
      authorization: 'Bearer bench',
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${this.origin}/v1`,
    };
    return { name: 'portkey', url, path: CHAT, headers, pid };
  }

  async stop() {
    await Promise.all(this.#running.map((process) => process.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #node(args, read, core = GATEWAY_CORE, env = {}) {
    const child = await start(args, { core, read, env: { NODE_ENV: 'production', ...env } });
    this.#running.push(child);
    return child;
  }

  async #program(command, ready) {
    const child = await startProgram(command, { core: GATEWAY_CORE, ready, env: { NODE_ENV: 'production' } });
    this.#running.push(child);
    return child;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** One worker, connections to the provider kept, answers not held back, nothing logged. */
function nginxConf(folder, port, origin) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.err error;
worker_rlimit_nofile 20000; events { worker_connections 16384; multi_accept on; }
http { access_log off; keepalive_requests 100000000; keepalive_timeout 300s; client_max_body_size 64m;
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/nginx-${kind};`).join(' ')}
  upstream up { server ${origin.slice('http://'.length)}; keepalive 1024; keepalive_requests 100000000; }
  server { listen 127.0.0.1:${port} backlog=4096; location / { proxy_pass http://up; proxy_http_version 1.1;
    proxy_set_header Connection ""; proxy_buffering off; proxy_request_buffering off; } } }
`;
}
