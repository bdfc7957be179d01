import type { FastifyServerOptions } from 'fastify';

/** No route has a schema, so the compilers for them, a validator and a serializer, need not be loaded. */
export const WITHOUT_SCHEMAS: NonNullable<FastifyServerOptions['schemaController']> = {
  compilersFactory: { buildValidator: none, buildSerializer: none },
};

function none(): never {
  throw new Error('routes here have no schemas; see without-schemas.ts before adding one');
}
