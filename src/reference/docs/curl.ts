import type { Route } from '../open-api/document.ts'

/** The operation as a command: what one copies first. */
export function curlOf({ method, path, operation }: Route, home: string): string {
  const verb = method.toUpperCase()
  const example = operation.requestBody?.content['application/json']?.example
  const needsKey = operation.security?.some((one) => 'bearer' in one)
  const isStream = Object.values(operation.responses).some(
    (answer) => 'content' in answer && answer.content?.['text/event-stream'],
  )
  const address = home + path.replace(/\{(\w+)\}/g, (_whole, name: string) => placeholder(name))
  return [
    `curl${isStream ? ' -N' : ''}${verb === 'GET' ? '' : ` -X ${verb}`} ${address}`,
    ...(needsKey ? ['-H "Authorization: Bearer $BELCODE_KEY"'] : []),
    ...(example === undefined ? [] : ["-H 'Content-Type: application/json'"]),
    ...(example === undefined ? [] : [`-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ')
}

/** Read by a person, who puts the real thing in its place. */
function placeholder(name: string) {
  return `$${name.toUpperCase()}`
}
