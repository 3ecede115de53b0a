import { accountSid, authToken, type TestSimulator } from './start-simulator.ts'

export const calls = `/2010-04-01/Accounts/${accountSid}/Calls`
const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
export const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: basic }

/** As the SDK would write it, but for what the SDK itself refuses to send. */
export function toForm(wanted: Record<string, unknown>): string {
  const fields = Object.entries(wanted).filter(([, value]) => value !== undefined)
  return new URLSearchParams(
    fields.map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), String(value)]),
  ).toString()
}

export async function post(
  simulatorUrl: TestSimulator['simulatorUrl'],
  body: string,
  headers: Record<string, string> = form,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${simulatorUrl}${calls}.json`, { method: 'POST', headers, body })
  return { status: answer.status, body: await answer.json() }
}
