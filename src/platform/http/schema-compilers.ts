import ajvCompiler from '@fastify/ajv-compiler'
import serializerCompiler from '@fastify/fast-json-stringify-compiler'
import type { FastifyServerOptions } from 'fastify'

type Factories = NonNullable<
  NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']
>
type BuildSerializer = NonNullable<Factories['buildSerializer']>

const buildSerializer = serializerCompiler() as BuildSerializer
const serializers = new WeakMap<object, ReturnType<ReturnType<BuildSerializer>>>()

/**
 * What Fastify compiles schemas with, but once for each schema: it would compile the answer of a
 * challenge anew for each route that gives it, and half of the time to start went into that.
 */
export const schemaCompilers: Factories = {
  // One for all servers of the process; it keeps what it compiled by the schema itself.
  buildValidator: ajvCompiler() as NonNullable<Factories['buildValidator']>,
  buildSerializer(externals, options) {
    const compile = buildSerializer(externals, options)
    return (route) => {
      const schema = route.schema as object
      const serialize = serializers.get(schema) ?? compile(route)
      serializers.set(schema, serialize)
      return serialize
    }
  },
}
