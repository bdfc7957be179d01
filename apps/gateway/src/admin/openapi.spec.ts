import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import type { Runtime } from '../runtime/runtime.js';
import { AdminGuard } from './access/admin.guard.js';
import { AdminModule } from './admin.module.js';
import { MetricsController } from './metrics.controller.js';
import { ADMIN_API } from './openapi.js';

/** Keys under which Nest keeps what its decorators say. */
const PATH = 'path';
const METHOD = 'method';
const GUARDS = '__guards__';

const controllers = (AdminModule.forRoot({} as Runtime, { health: false }).controllers ?? []) as Type[];
const guarded = controllers.filter((controller) => controller !== MetricsController);

/** `get /admin/decisions/{id}` */
function routesOf(controller: Type): string[] {
  const own = controller.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(own).flatMap((name) => {
    const method = Reflect.getMetadata(METHOD, own[name]!) as number | undefined;
    if (method === undefined) return [];
    const parts = [Reflect.getMetadata(PATH, controller), Reflect.getMetadata(PATH, own[name]!)] as string[];
    const path = `/${parts.join('/')}`.replace(/\/+$/, '').replaceAll(/:(\w+)/g, '{$1}');
    return [`${RequestMethod[method]!.toLowerCase()} ${path}`];
  });
}

it('the OpenAPI document has exactly the routes of the admin listener', () => {
  const documented = Object.entries(ADMIN_API.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(documented.sort()).toEqual(guarded.flatMap(routesOf).sort());
});

it('every reference in it leads somewhere', () => {
  const references = JSON.stringify(ADMIN_API).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  const named = new Set(Array.from(references, ([, name]) => name));
  expect([...named].sort()).toEqual(Object.keys(ADMIN_API.components.schemas).sort());
});

it.each(guarded)('%p is guarded', (controller) => {
  expect(Reflect.getMetadata(GUARDS, controller)).toEqual([AdminGuard]);
});
