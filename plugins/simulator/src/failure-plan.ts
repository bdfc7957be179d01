import { hash32, seededRng } from '@fairlead/plugin-sdk';
import { readScript } from './failure-script.js';
import type { FailureMode } from './failure-mode.js';
import type { SimulatorConfig } from './simulator-config.js';

/**
 * Whether and how the n-th request fails, counted from 1: the script's word first, then the rate's. It depends on
 * the number alone, so that a retry is a new throw of the dice.
 *
 * @throws Error when the script is wrong
 */
export function planFailures(config: SimulatorConfig): (ordinal: number) => FailureMode | undefined {
  const scripted = readScript(config.script);
  const { seed, failRate, failWith } = config;
  return (ordinal) => {
    const draw = seededRng(hash32(`${seed}:failure:${ordinal}`)).float();
    return scripted(ordinal) ?? (draw < failRate ? failWith : undefined);
  };
}
