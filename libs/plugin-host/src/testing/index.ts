export { selfSigned } from './certificate.js';
