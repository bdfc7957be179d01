/** A request that a real provider would answer with 400. */
export class RequestRefused extends Error {
  constructor(
    readonly param: string,
    problem: string,
    readonly code = 'invalid_value',
  ) {
    super(`${param} ${problem}`);
  }
}
