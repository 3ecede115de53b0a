import { createHmac, timingSafeEqual } from 'node:crypto'
import formbody from '@fastify/formbody'
import { serveFloor } from './serve-floor.ts'

/** As long as ours, of one piece. */
const document = `<?xml version="1.0" encoding="UTF-8"?><Response><Gather>${'<Play>http://localhost:3000/prompts/nl-NL/greeting.wav</Play>'.repeat(8)}</Gather></Response>`

const moves = { answer: ['answered', 30], 'gate-1': ['gate-passed', 40] } as const

/** A form, its signature, one read and one durable write. */
await serveFloor((app, { store, authToken, publicUrl }) => {
  app.register(formbody)
  app.post<{
    Params: { callId: string; position: keyof typeof moves }
    Body: Record<string, string>
  }>('/carriers/:carrierName/calls/:callId/:nonce/turn/:position', async (request, reply) => {
    const { params, body, headers } = request
    const given = String(headers['x-twilio-signature'])
    if (!isSigned(publicUrl + request.url, body, { authToken, given }))
      return reply.code(403).send()

    const { callId, position } = params
    const call = await store
      .selectFrom('calls')
      .select(['gate_sealed', 'status', 'progress'])
      .where('id', '=', callId)
      .executeTakeFirst()
    if (!call) return reply.code(403).send()
    const [status, progress] = moves[position]
    await store
      .updateTable('calls')
      .set({ status, progress })
      .where('id', '=', callId)
      .where('progress', '<', progress)
      .execute()
    return reply.type('text/xml; charset=utf-8').send(document)
  })
})

function isSigned(
  url: string,
  form: Readonly<Record<string, string>>,
  { authToken, given }: { authToken: string; given: string },
) {
  let text = url
  for (const name of Object.keys(form).sort()) text += name + form[name]
  const expected = createHmac('sha1', authToken).update(text).digest()
  const bytes = Buffer.from(given, 'base64')
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}
