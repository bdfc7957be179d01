/** The public table that prices are looked up in, where nothing nearer knows them: for whoever has to name a source. */
export const PRICE_TABLE = { name: '@pydantic/genai-prices', version: '0.1.8' } as const;
