import { createHmac, timingSafeEqual } from 'node:crypto'
import formbody from '@fastify/formbody'
import { type EventRow, insertEventsWhen, toEventRow } from '../../src/audit/index.ts'
import { callById, moveCall, wasMovedBy } from '../../src/calls/call-store.ts'
import { inOneTrip, transactionInOneTrip } from '../../src/platform/database/in-one-trip.ts'
import { prepared } from '../../src/platform/database/prepared.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/store/index.ts'
import { serveFloor } from './serve-floor.ts'

/** As long as ours, of one piece. */
const document = `<?xml version="1.0" encoding="UTF-8"?><Response><Gather>${'<Play>http://localhost:3000/prompts/nl-NL/greeting.wav</Play>'.repeat(8)}</Gather></Response>`

const moves = { answer: 'answered', 'gate-1': 'gate-passed' } as const

/** A form and its signature, one trip to read, and one commit of the move and its event. */
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
    const [[call], [challenge]] = await inOneTrip(store, [
      callById(store, { id: callId }),
      challengeOf(store, { callId }),
    ])
    if (!call || !challenge) return reply.code(403).send()
    const [by, at] = [newId('mv'), Date.now()]
    const detail = { to: moves[position], reason: null }
    const event = { tenantId: 'demo', at, kind: 'call.moved', about: callId, detail } as const
    await transactionInOneTrip(store, [
      moveCall(store, callId, { to: moves[position], at, by }),
      note(store, { row: toEventRow(event), by }),
    ])
    return reply.type('text/xml; charset=utf-8').send(document)
  })
})

const challengeOf = prepared((store: Store, { callId }: { callId: string }) =>
  store
    .selectFrom('challenges')
    .select(['status', 'code_sealed'])
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('calls').select('made_for').where('calls.id', '=', callId),
    ),
)

const note = prepared((store: Store, { row, by }: { row: EventRow; by: string }) =>
  insertEventsWhen(store, [{ row, when: wasMovedBy(row.about, by) }]),
)

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
