// For `HEALTHCHECK`: 0 while the process works. It asks `live`, not `ready`: an orchestrator replaces what is
// unhealthy, and no new container mends a provider's outage.
const port = (process.env.FAIRLEAD_API_LISTEN ?? '').split(':').at(-1) || '8080';
const alive = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(2500) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = alive ? 0 : 1;
