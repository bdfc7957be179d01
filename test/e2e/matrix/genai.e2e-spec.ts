import { generate } from './clients/genai/generate.js';
import { describeClients } from './describe-clients.js';

describeClients([generate]);
