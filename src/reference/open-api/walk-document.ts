import { type ApiDocument, methods, type Reference, type Route } from './document.ts'

/** Every operation of the document, in the order of its paths. */
export function routesOf({ paths }: Pick<ApiDocument, 'paths'>): Route[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ method, path, operation }] : []
    }),
  )
}

/** Follows `#/components/…`; what is no reference is returned as it is. */
export function resolve<T extends object>(document: ApiDocument, value: T | Reference): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T
  const [, , kind = '', name = ''] = value.$ref.split('/')
  const found = (document.components as unknown as Record<string, Record<string, T>>)[kind]?.[name]
  if (!found) throw new Error(`The API document refers to ${value.$ref}, which is not there`)
  return found
}
