import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
} as const

/** A file that a page loads, with the version of its content: a new release is seen at once. */
export interface Asset {
  readonly type: string
  readonly content: Buffer
  readonly version: string
}

/** Each by the name under which it is served. */
export function loadAssets<Name extends string>(
  files: Readonly<Record<Name, URL>>,
): ReadonlyMap<string, Asset> {
  const entries = Object.entries<URL>(files).map(([name, file]) => {
    const content = readFileSync(file)
    const version = createHash('sha256').update(content).digest('hex').slice(0, 12)
    const type = name.endsWith('.css') ? types.css : types.js
    return [name, { type, content, version }] as const
  })
  return new Map(entries)
}

export function pathOfAsset(
  assets: ReadonlyMap<string, Asset>,
  folder: string,
  name: string,
): string {
  return `${folder}/${name}?v=${assets.get(name)?.version}`
}
