/** A provider instance of `fairlead.yaml`, without its name. */
export interface ProviderDraft {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** How one of our plugins is told to reach a vendor. */
export interface Vendor {
  /** Provider type of the plugin. */
  readonly type: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** It has an `api_version`, and its address is that of a server, without a path. */
  readonly versioned?: true;
  /** It has an `organization`. */
  readonly organized?: true;
  /** Environment variable that usually holds its key. */
  readonly keyVariable: string;
}
