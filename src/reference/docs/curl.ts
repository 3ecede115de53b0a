import type { Route } from '../open-api/document.ts'

const tokens = [
  { scheme: 'key', placeholder: '$BELCODE_KEY' },
  { scheme: 'device', placeholder: '$DEVICE_TOKEN' },
]

/** The operation as a command: what one copies first. */
export function curlOf({ method, path, operation }: Route, home: string): string {
  const verb = method.toUpperCase()
  const example = operation.requestBody?.content['application/json']?.example
  const token = tokens.find(({ scheme }) => operation.security?.some((one) => scheme in one))
  const isStream = Object.values(operation.responses).some(
    (answer) => 'content' in answer && answer.content?.['text/event-stream'],
  )
  const address = home + path.replace(/\{(\w+)\}/g, (_whole, name: string) => placeholder(name))
  return [
    `curl${isStream ? ' -N' : ''}${verb === 'GET' ? '' : ` -X ${verb}`} ${address}`,
    ...(token ? [`-H "Authorization: Bearer ${token.placeholder}"`] : []),
    ...(takesProof(operation) ? ['-H "Proof: $PROOF"'] : []),
    ...(example === undefined ? [] : ["-H 'Content-Type: application/json'"]),
    ...(example === undefined ? [] : [`-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`]),
  ].join(' \\\n  ')
}

function takesProof({ parameters = [] }: Route['operation']) {
  return parameters.some((one) => '$ref' in one && one.$ref.endsWith('/Proof'))
}

/** Read by a person, who puts the real thing in its place. */
function placeholder(name: string) {
  return `$${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`
}
