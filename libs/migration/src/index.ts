export { importLitellm } from './litellm/import-litellm.js';
export { migrate, type Migration, type MigrationResult } from './migration.js';
export { importPortkey } from './portkey/import-portkey.js';
export { annotate } from './source/annotate.js';
export type { Remark, Verdict } from './source/remarks.js';
