import { groq } from './groq.js';
import { mistral } from './mistral.js';
import { openrouter } from './openrouter.js';
import type { Profile } from './profile.js';
import { xai } from './xai.js';

/** By the name that `profile` takes. */
export const PROFILES: Readonly<Record<string, Profile>> = { groq, mistral, openrouter, xai };
