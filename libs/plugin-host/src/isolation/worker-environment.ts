/** What the transport reads, and what time and text look like. */
const KEPT = /^(?:(?:https?|all|no)_proxy|tz|lang|lc_\w+|node_env)$/i;

/** The keys of other providers are usually in the environment, and none of a worker's business. */
export function workerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.test(name)));
}
