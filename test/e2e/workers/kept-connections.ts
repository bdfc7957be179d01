import { Agent, request } from 'node:http';

export interface KeptConnections {
  readonly answered: number;
  /** One request on each; resolves when all are answered. */
  ask(): Promise<void>;
  close(): void;
}

/** Callers that keep their connection, each one of its own, until they are asked to leave it. */
export function keptConnections(url: string, count: number): KeptConnections {
  const agents = Array.from({ length: count }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  let answered = 0;
  const one = (agent: Agent): Promise<void> =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { agent }, (incoming) => {
        incoming.resume().on('close', () => {
          answered++;
          resolve();
        });
      });
      outgoing.on('error', reject).end();
    });
  return {
    get answered() {
      return answered;
    },
    ask: async () => void (await Promise.all(agents.map(one))),
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}
