/** A request that a real provider would refuse, with the words it has for it. */
export class RequestRefused extends Error {
  constructor(
    message: string,
    readonly details: {
      /** 400 where absent. */
      readonly status?: number;
      /** The field that is wrong. */
      readonly param?: string;
      readonly code?: string;
      /** What a program is to learn from the refusal, for APIs that have a place for it. */
      readonly facts?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
  }
}
