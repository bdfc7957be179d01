import type { Vendor } from './outline/vendor.js';

const compatible = (base_url: string, keyVariable: string): Vendor => ({
  type: 'openai-compatible',
  options: { base_url },
  keyVariable,
});

const profile = (name: string, keyVariable: string): Vendor => ({
  type: 'openai-compatible',
  options: { profile: name },
  keyVariable,
});

/** Vendors as other gateways call them. Addresses are those that the vendors publish for their compatible servers. */
export const VENDORS: Readonly<Record<string, Vendor>> = {
  openai: { type: 'openai', organized: true, keyVariable: 'OPENAI_API_KEY' },
  anthropic: { type: 'anthropic', keyVariable: 'ANTHROPIC_API_KEY' },
  gemini: { type: 'google', keyVariable: 'GEMINI_API_KEY' },
  google: { type: 'google', keyVariable: 'GEMINI_API_KEY' },
  deepseek: { type: 'deepseek', keyVariable: 'DEEPSEEK_API_KEY' },
  holysheep: { type: 'holysheep', keyVariable: 'HOLYSHEEP_API_KEY' },
  azure: { type: 'azure-openai', versioned: true, keyVariable: 'AZURE_API_KEY' },
  'azure-openai': { type: 'azure-openai', versioned: true, keyVariable: 'AZURE_API_KEY' },
  groq: profile('groq', 'GROQ_API_KEY'),
  mistral: profile('mistral', 'MISTRAL_API_KEY'),
  'mistral-ai': profile('mistral', 'MISTRAL_API_KEY'),
  openrouter: profile('openrouter', 'OPENROUTER_API_KEY'),
  xai: profile('xai', 'XAI_API_KEY'),
  'x-ai': profile('xai', 'XAI_API_KEY'),
  together_ai: compatible('https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  'together-ai': compatible('https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  fireworks_ai: compatible('https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  'fireworks-ai': compatible('https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  perplexity: compatible('https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  'perplexity-ai': compatible('https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  cerebras: compatible('https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  ollama: compatible('http://127.0.0.1:11434/v1', 'OLLAMA_API_KEY'),
  hosted_vllm: compatible('http://127.0.0.1:8000/v1', 'VLLM_API_KEY'),
};

/** Whose models are named without a vendor. */
export const USUAL_VENDOR = 'openai';
