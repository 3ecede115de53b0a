import type { Store } from '../store/index.ts'
import { type MailPayload, payloadPurpose } from './enqueue-notices.ts'
import { findMailTenant } from './mail-tenant.ts'
import { renderMail } from './mails/render-mail.ts'
import { bury, type Channel, markSent, type NoticeRow, tryLater } from './outbox.ts'
import type { NoticeParts } from './parts.ts'
import { retryAfterMs } from './retry-schedule.ts'
import { findEndpoint } from './webhooks/endpoint.ts'
import { disableGone } from './webhooks/endpoint-store.ts'
import { sendWebhook } from './webhooks/send-webhook.ts'

type Outcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'failed'; readonly fault: string }
  /** It would fail again. */
  | { readonly outcome: 'hopeless'; readonly fault: string }

type Deliver = (parts: NoticeParts, notice: NoticeRow, payload: string) => Promise<Outcome>

const deliverBy: Readonly<Record<Channel, Deliver>> = { mail: deliverMail, webhook: deliverWebhook }

/** One attempt, and what follows from it. */
export async function deliverNotice(parts: NoticeParts, notice: NoticeRow): Promise<void> {
  const result = await attempt(parts, notice).catch((error: Error): Outcome => {
    parts.log.error({ noticeId: notice.id, error: error.message }, 'notice cannot be delivered')
    return { outcome: 'failed', fault: 'internal' }
  })
  const said = { noticeId: notice.id, kind: notice.kind, channel: notice.channel, ...result }
  const now = parts.clock.now()
  if (result.outcome === 'sent') {
    await markSent(parts.store, notice, now)
    return parts.log.info(said, 'notice sent')
  }
  const waitMs = result.outcome === 'failed' ? retryAfterMs(notice.attempts) : null
  if (waitMs !== null) await tryLater(parts.store, notice, result.fault, now + waitMs)
  else await bury(parts.store, notice, result.fault, now)
  parts.log.warn({ ...said, attempts: notice.attempts, waitMs }, 'notice not sent')
}

async function attempt(parts: NoticeParts, notice: NoticeRow): Promise<Outcome> {
  const { not_after, payload_sealed, message_id } = notice
  if (not_after !== null && not_after <= parts.clock.now()) return hopeless('too-late')
  if (payload_sealed === null) return hopeless('empty')
  const payload = parts.keyring.open(payload_sealed, payloadPurpose(message_id))
  return deliverBy[notice.channel as Channel](parts, notice, payload)
}

async function deliverMail({ mailer, store }: NoticeParts, notice: NoticeRow, payload: string) {
  if (mailer === null) return failed('no-mail-server')
  const { to, locale, content } = JSON.parse(payload) as MailPayload
  const tenant = await findMailTenant(store, notice.tenant_id)
  const sent = await mailer.send(renderMail({ id: notice.id, to, locale }, content, tenant))
  if (sent.outcome === 'sent') return sent
  return sent.outcome === 'refused' ? hopeless(sent.fault) : failed(sent.fault)
}

async function deliverWebhook(parts: NoticeParts, notice: NoticeRow, body: string) {
  const endpoint = await endpointOf(parts.store, notice)
  if (!endpoint || endpoint.disabledAt !== null) return hopeless('endpoint-disabled')
  const answer = await sendWebhook(parts, endpoint, { id: notice.message_id, body })
  if ('fault' in answer) return failed(answer.fault)
  if (answer.status >= 200 && answer.status < 300) return { outcome: 'sent' as const }
  // The specification: a panel that says so does not want to be told anything any more.
  if (answer.status === 410) await disableGone(parts.store, endpoint, parts.clock.now())
  const fault = `status-${answer.status}`
  return answer.status === 410 ? hopeless(fault) : failed(fault)
}

async function endpointOf(store: Store, { tenant_id: tenantId, endpoint_id: id }: NoticeRow) {
  return id === null ? null : findEndpoint(store, { tenantId, id })
}

function failed(fault: string) {
  return { outcome: 'failed' as const, fault }
}

function hopeless(fault: string) {
  return { outcome: 'hopeless' as const, fault }
}
