import { MinuteWindow } from './minute-window.js';

/** What one tier's targets have to do together, for the tier's own limits. */
export class TierLoad {
  inflight = 0;
  readonly minute = new MinuteWindow();
}
