import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Runtime } from './runtime.js';

/** Makes the one runtime known to every module. */
@Global()
@Module({})
export class RuntimeModule {
  static forRoot(runtime: Runtime): DynamicModule {
    return {
      module: RuntimeModule,
      providers: [{ provide: Runtime, useValue: runtime }],
      exports: [Runtime],
    };
  }
}
