export { selfSigned } from './certificate.js';
export { listenHttp, signal, type Loopback } from './loopback.js';
export { PluginFolder } from './plugin-folder.js';
export { RecordedReply } from './recorded-reply.js';
