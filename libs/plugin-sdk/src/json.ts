/** A JSON object as it was parsed: any keys, any values. Check what you read. */
export type JsonObject = Readonly<Record<string, unknown>>;
