// What a request, a token and a large body cost, and how much later an answer comes.
import { CHAT, MESSAGES } from '../contestants.mjs';
import { runLoad, UNARY } from '../load.mjs';
import { runRate } from '../open-loop.mjs';
import { interleave, loadOnce, ratio, said, spread } from '../rounds.mjs';

const WARM_UP_SECONDS = 8;
const SHORT = 50;
const LONG = 250;

export const LOAD_GOALS = {
  async request(contestants, { rounds, seconds, with: others }) {
    const base = await contestants.base();
    const fairlead = await contestants.fairlead();
    const nginx = await contestants.nginx();
    const portkey = others.includes('portkey')
      ? await contestants.portkey(process.env.PORTKEY_DIR ?? process.cwd())
      : undefined;
    const targets = [base, fairlead, nginx, portkey].filter(Boolean);
    await warm(targets);
    const results = await interleave(targets, rounds, (target) =>
      loadOnce(target, { connections: 32, seconds }),
    );
    const ours = results.get('fairlead');
    return [
      row('CPU per request, bytes pass: at most 1.25 × base', ratio(ours, results.get('base')), 1.25),
      nginx
        ? row('… at most 6 × nginx', ratio(ours, results.get('nginx')), 6)
        : missing('… at most 6 × nginx', 'nginx is not installed'),
      portkey
        ? row('throughput: at least 6 × Portkey', ratio(ours, results.get('portkey'), 'rps'), 6, 'least')
        : missing('throughput: at least 6 × Portkey', 'run with --with portkey'),
    ];
  },

  /** 200 further tokens of a stream, divided, so that the cost of the request itself is out of it. */
  async token(contestants, { rounds, seconds }) {
    const base = await contestants.base();
    const fairlead = await contestants.fairlead();
    const targets = [base, fairlead, { ...fairlead, name: 'translating', path: MESSAGES }];
    await warm(targets, SHORT);
    const results = await interleave(targets, rounds, async (target) => {
      const short = await loadOnce(target, { connections: 100, tokens: SHORT, seconds });
      const long = await loadOnce(target, { connections: 100, tokens: LONG, seconds });
      return { perToken: (long.cpu - short.cpu) / (LONG - SHORT) };
    });
    const against = (name) => ratio(results.get(name), results.get('base'), 'perToken');
    return [
      row('CPU per token, passing: at most 1.10 × bare passing', against('fairlead'), 1.1),
      row('CPU per token, translating: at most 1.20 × bare passing', against('translating'), 1.2),
    ];
  },

  async latency(contestants, { rounds, seconds }) {
    const direct = { name: 'direct', url: contestants.origin, path: CHAT };
    const targets = [direct, await contestants.base(), await contestants.fairlead()];
    await warm(targets.slice(1));
    const results = await interleave(targets, rounds, async ({ url, path }) => {
      const { latenciesMs } = await runRate(url, { rps: 500, seconds: Math.max(2, seconds), path });
      latenciesMs.sort((a, b) => a - b);
      const at = (share) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))];
      return { p50: at(0.5), p99: at(0.99) };
    });
    const added = (key) => {
      const [plain, base, ours] = ['direct', 'base', 'fairlead'].map((name) => results.get(name));
      return spread(
        ours.map(
          (result, round) => (result[key] - plain[round][key]) / (base[round][key] - plain[round][key]),
        ),
      );
    };
    return [
      row('added p50 at 500 requests/s: at most 1.2 × base', added('p50'), 1.2),
      row('added p99 at 500 requests/s: at most 1.5 × base', added('p99'), 1.5),
    ];
  },

  async 'large-body'(contestants, { rounds, seconds }) {
    const bytes = await contestants.base('bytes');
    const fairlead = await contestants.fairlead();
    const image = `data:image/png;base64,${'A'.repeat(1024 * 1024)}`;
    const content = [{ type: 'image_url', image_url: { url: image } }];
    const body = JSON.stringify({ ...UNARY, messages: [{ role: 'user', content }] });
    await warm([bytes, fairlead], undefined, body);
    const results = await interleave([bytes, fairlead], rounds, (target) =>
      loadOnce(target, { connections: 8, seconds, body }),
    );
    const cpu = ratio(results.get('fairlead'), results.get(bytes.name));
    return [row('1 MiB body: at most 1.3 × a proxy that does not read it', cpu, 1.3)];
  },
};

async function warm(targets, tokens, body) {
  for (const { url, path, headers } of targets)
    await runLoad(url, { connections: 16, seconds: WARM_UP_SECONDS, path, headers, tokens, body });
}

function row(goal, figure, bound, side = 'most') {
  return {
    goal,
    figure: said(figure),
    met: side === 'most' ? figure.median <= bound : figure.median >= bound,
  };
}

function missing(goal, why) {
  return { goal, figure: why, met: undefined };
}
