import type { Config } from './config.ts'

/** What a newcomer reads first. */
export function welcome({ publicUrl, demo }: Config, demoKey: string | null): string {
  const home = publicUrl.href.replace(/\/$/, '')
  if (!demo || demoKey === null) return `Belcode is ready at ${home}\n`
  return `
  Belcode is ready: a demo, nobody is really called.

    start     ${home}/
    panel     ${home}/login
    phone     ${home}/simulator
    console   ${home}/ops
    API       ${home}/docs
    demo key  ${demoKey}

  Make the phone ring:

    curl -X POST ${home}/v1/challenges \\
      -H 'Authorization: Bearer ${demoKey}' \\
      -H 'Content-Type: application/json' -d '{"to": "06 12345678"}'

`
}
