import { Client, type Dispatcher } from 'undici';

/** A handler that wants to know whether its connection had served a request before. */
export interface ReuseAware extends Dispatcher.DispatchHandler {
  /** How many requests the connection has begun, this one included. */
  nthOnConnection: () => number;
}

/**
 * One connection of a pool, which counts its requests: a reset of a connection that has served before, without a byte
 * of reply, is the ordinary end of keep-alive and no sign of illness.
 */
export class TrackedClient extends Client {
  #requests = 0;

  constructor(origin: URL, options: Client.Options) {
    super(origin, options);
    this.on('connect', () => {
      this.#requests = 0;
    });
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if ('nthOnConnection' in handler) (handler as ReuseAware).nthOnConnection = () => ++this.#requests;
    return super.dispatch(options, handler);
  }
}
