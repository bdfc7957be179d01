import { z } from 'zod';

/** What structured answers must look like. Nothing is optional: strict modes have no word for that. */
export const BERTH_SCHEMA = z.object({
  name: z.string(),
  depth_m: z.number(),
  open: z.boolean(),
  kind: z.string(),
  moored: z.array(z.object({ ship: z.string(), lines: z.number() })),
});
