import { wrongValue } from './field-rules.js';

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** Whether the caller asks for thoughts; undefined where it says nothing. */
export function readEffort(effort: unknown, param: string): boolean | undefined {
  if (effort === undefined || effort === null) return undefined;
  if (typeof effort === 'string' && EFFORTS.includes(effort)) return effort !== 'none';
  return wrongValue(param, typeof effort === 'string' ? effort : JSON.stringify(effort), EFFORTS);
}
