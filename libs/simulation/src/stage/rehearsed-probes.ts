import { FAULTS, type FaultClass, type FaultRule, type Rng } from '@fairlead/plugin-sdk';
import type { Health, ProbeOrder, ProbeVerdict } from '@fairlead/health';
import type { VirtualClock } from '../virtual-clock.js';
import type { Arrival, Encounter } from './encounter.js';
import { PLAIN_REQUEST } from './rehearsed-request.js';

/** How often due probes are looked for; far below the shortest sensible interval. */
const TICK_MS = 250;
/** A list of models or a handshake, there and back. */
const ROUND_TRIP_MS = 100;

interface Probed {
  readonly clock: VirtualClock;
  readonly health: Health;
}

/** Sends the free probes that are due, to the targets of a script. */
export class RehearsedProbes {
  sent = 0;

  constructor(
    private readonly world: Probed,
    private readonly script: { meet(arrival: Arrival): Encounter },
    /** Their own: how often probes come must not change what requests meet. */
    private readonly chance: Rng,
  ) {}

  start(): void {
    this.world.clock.after(TICK_MS, () => {
      for (const order of this.world.health.probes.due()) this.#send(order);
      this.start();
    });
  }

  #send(order: ProbeOrder): void {
    const { clock, health } = this.world;
    this.sent++;
    const verdict = this.#ask(order);
    clock.after(ROUND_TRIP_MS, () => health.probes.settle(order, verdict));
  }

  /** A probe runs no model: it fails only where a request would fail before it reaches one. */
  #ask({ targets, kind }: ProbeOrder): ProbeVerdict {
    const nowMs = this.world.clock.now();
    for (const target of targets) {
      const arrival = { target, request: PLAIN_REQUEST, nowMs, inflight: 1, chance: this.chance };
      const encounter = this.script.meet(arrival);
      if ('fault' in encounter && isSeen(encounter.fault, kind)) return { result: encounter.fault };
    }
    return { result: 'ok' };
  }
}

function isSeen(fault: FaultClass, kind: ProbeOrder['kind']): boolean {
  const { charges, sets }: FaultRule = FAULTS[fault];
  return charges === 'endpoint' || (kind === 'models_list' && sets === 'config_credential');
}
