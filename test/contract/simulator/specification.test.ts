import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { calls, form, post, toForm } from './raw-rest.ts'
import { from, response, someone, startSimulator } from './start-simulator.ts'

const specFile = '../shared/data/twilio-calls.openapi.json'

describe.skipIf(!existsSync(specFile))('answers as Twilio’s specification has them', () => {
  const spec = existsSync(specFile) ? JSON.parse(readFileSync(specFile, 'utf8')) : null
  const validate = (schema: object) => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addFormat(
      'date-time-rfc-2822',
      /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} \+0000$/,
    )
    ajv.addFormat('currency', /^[A-Z]{3}$/)
    ajv.addFormat('uri-map', true)
    return ajv.compile({ ...schema, components: spec.components })
  }
  const schemaOf = (path: string, method: string, status: string): object =>
    Object.values<{ schema: object }>(spec.paths[path][method].responses[status].content)[0]!.schema
  const listPath = '/2010-04-01/Accounts/{AccountSid}/Calls.json'
  const onePath = '/2010-04-01/Accounts/{AccountSid}/Calls/{Sid}.json'

  it('for create, fetch, update and list, in every state of a call', async () => {
    const simulator = await startSimulator()
    const { simulatorUrl, home } = simulator
    const phone = simulator.phones.phone(someone)
    simulator.pages.set('/answer', response('<Gather timeout="60"/>'))
    const created = await post(simulatorUrl, toForm({ to: someone, from, url: `${home}/answer` }))
    expectValid(validate(schemaOf(listPath, 'post', '201')), created.body)
    await phone.waitForRing()
    const sid = String((created.body as { sid: string }).sid)
    const look = async () =>
      (await fetch(`${simulatorUrl}${calls}/${sid}.json`, { headers: form })).json()
    expectValid(validate(schemaOf(onePath, 'get', '200')), await look())
    await phone.answer()
    await phone.waitForQuestion()
    expectValid(validate(schemaOf(onePath, 'get', '200')), await look())
    const updated = await fetch(`${simulatorUrl}${calls}/${sid}.json`, {
      method: 'POST',
      headers: form,
      body: 'Status=completed',
    })
    expectValid(validate(schemaOf(onePath, 'post', '200')), await updated.json())
    const listed = await fetch(`${simulatorUrl}${calls}.json?PageSize=1`, { headers: form })
    const schema = schemaOf(listPath, 'get', '200') as { properties: Record<string, object> }
    expectValid(validate(withRelativeUris(schema)), await listed.json())
  })
})

/** The specification calls them `uri`; its own examples, and Twilio, give paths. */
function withRelativeUris(schema: { properties: Record<string, object> }): object {
  const properties = Object.entries(schema.properties).map(([name, property]) => [
    name,
    'format' in property ? { ...property, format: 'uri-reference' } : property,
  ])
  return { ...schema, properties: Object.fromEntries(properties) }
}

function expectValid(validate: ValidateFunction, body: unknown): void {
  expect(validate(body) ? [] : validate.errors).toEqual([])
}
