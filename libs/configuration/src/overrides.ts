/** What flags and environment lay over the file, as text; flag before environment. */
export interface Overrides {
  readonly config: string;
  readonly apiListen?: string;
  readonly adminListen?: string;
  readonly logLevel?: string;
  readonly stateDir?: string;
  readonly adminToken?: string;
  readonly workers?: string;
}
