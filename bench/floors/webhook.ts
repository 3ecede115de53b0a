import { createHmac, timingSafeEqual } from 'node:crypto'
import formbody from '@fastify/formbody'
import { serveFloor } from './serve-floor.ts'

const find = 'select gate_sealed, status, progress from calls where id = $1'
const move = `update calls set status = $1, progress = $2 where id = $3 and progress < $4
  returning id`

/** As long as ours, of one piece. */
const document = `<?xml version="1.0" encoding="UTF-8"?><Response><Gather>${'<Play>http://localhost:3000/prompts/nl-NL/greeting.wav</Play>'.repeat(8)}</Gather></Response>`

const moves = { answer: ['answered', 30], 'gate-1': ['gate-passed', 40] } as const

/** A form, its signature, one read and one durable write. */
await serveFloor((app, { database, authToken, publicUrl }) => {
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
    const [call] = await database.run(find, [callId])
    if (!call) return reply.code(403).send()
    const [status, progress] = moves[position]
    await database.run(move, [status, progress, callId, progress])
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
