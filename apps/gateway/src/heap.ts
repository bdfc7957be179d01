import { setFlagsFromString } from 'node:v8';

/**
 * V8 learns by place in the code whose objects live long, and from then on makes them in old space at once. Here it learns wrong:
 * decisions are kept, so parts of every exchange pass for long-lived, and each holds its whole exchange until the next
 * full collection. Without the guess a request costs an eighth of the collector's pauses, and a process half the memory.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
