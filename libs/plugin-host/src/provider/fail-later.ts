import type { Fault } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink } from '@fairlead/dialects';

/** An attempt that has failed already: the sink hears of it once the call is over, unless it was called off. */
export function failLater(sink: ReplySink, fault: Fault): ReplyFlow {
  let over = false;
  queueMicrotask(() => {
    if (!over) sink.onError(fault);
  });
  return { pause() {}, resume() {}, abort: () => void (over = true) };
}
