/** What is no page of the panel: the API, what machines read, and the pages of other floors. */
const others =
  /^\/($|v1|device|docs|problems|simulator|ops|demo|carriers|prompts|panel-assets|app\/|healthz|readyz|metrics|openapi|\.well-known|verify\/events|.*\*)/

/** Every path of the panel that a browser can ask for, as the router knows it. */
export function pageRoutes(tree: string): string[] {
  const above: string[] = []
  const found: string[] = []
  for (const line of tree.split('\n')) {
    const [, indent = '', part, methods = ''] = /^(.*?)[└├]── (\S+)(?: \((.*)\))?/.exec(line) ?? []
    if (part === undefined) continue
    const depth = indent.length / 4
    above.length = depth
    above.push(part)
    const path = above.join('').replace('//', '/')
    if (methods.split(', ').includes('GET') && !others.test(path)) found.push(path)
  }
  return found
}

export const isOn = (route: string, pathname: string) =>
  new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(pathname)
