import type { ProblemCode } from '@fairlead/policy';

/** What `fairlead.yaml` can be told besides the findings that every strict file shares. */
export const CONFIG_PROBLEM_CODES = {
  'file-unreadable': 'The file, or a file it names, cannot be read.',
  'invalid-address': 'Not an address of the form `host:port`.',
  'invalid-workers': 'Not a number of workers: 1 to 256, or `auto`.',
  'invalid-reference': 'A `${…}` reference that is malformed, or whose file cannot be read.',
  'unknown-provider-type': 'No loaded plugin has a provider of this type.',
  'provider-failed': "A provider's plugin refused to create it.",
  'plugin-not-found': 'Neither the configuration folder nor the gateway knows this package or path.',
  'plugin-version': 'The plugin asks for another version of the plugin SDK.',
  'plugin-throws': 'The plugin failed while it was being loaded.',
  'plugin-timeout': 'The plugin did not finish loading in time.',
  'plugin-shape': 'The module is no Fairlead plugin, or not a complete one.',
  'plugin-conflict': 'Two plugins register the same provider type or strategy.',
  'plugin-isolation': 'The plugin brings strategies, which cannot run in a worker.',
  'secret-unset': 'Warning: a credential is unset, so this provider is never called.',
} as const;

export type ConfigProblemCode = ProblemCode | keyof typeof CONFIG_PROBLEM_CODES;
