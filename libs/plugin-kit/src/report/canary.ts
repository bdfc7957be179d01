/** Stands for every secret of a plugin under test: whatever holds it has leaked. */
export const CANARY = 'kit-canary-8f3a91c2';
