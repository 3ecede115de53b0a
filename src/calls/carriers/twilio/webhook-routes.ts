import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { StoreUnavailable } from '../../../platform/problem.ts'
import type { ProgressReport } from '../../carrier.ts'
import type { Conversation, Turn } from '../../conversation.ts'
import { toPosition } from '../../dialogue.ts'
import { locales } from '../../prompts/catalogue.ts'
import { renderTwiml } from '../../twiml/render-twiml.ts'
import { recordedSpeech, type Speech, spokenSpeech, usualVoices } from '../../twiml/speech.ts'
import { homeOf, webhookUrl } from './addresses.ts'
import {
  type AdmittedWebhook,
  admitWebhook,
  requireSignedForm,
  webhookProblems,
} from './admit-webhook.ts'
import { toProgress } from './progress.ts'
import type { TwilioAccount } from './settings.ts'
import { parseForm, type WebhookParameters } from './webhook-parameters.ts'

const BODY_BYTES_MOST = 16 * 1024

export interface TwilioWebhookOptions {
  readonly carriers: readonly TwilioAccount[]
  readonly publicUrl: () => URL
  readonly conversation: Conversation
}

type Answer = (
  webhook: AdmittedWebhook,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>

/** The webhooks of all accounts, in a scope of their own: nothing else here reads forms. */
export async function twilioWebhooks(scope: FastifyInstance, options: TwilioWebhookOptions) {
  const { conversation, publicUrl } = options
  const sendTurn = (reply: FastifyReply, turn: Turn, webhook: AdmittedWebhook) =>
    reply.type('text/xml; charset=utf-8').send(render(turn, webhook, publicUrl()))

  scope.removeAllContentTypeParsers()
  await scope.register(formbody, { bodyLimit: BODY_BYTES_MOST, parser: parseForm })
  scope.addHook('onRequest', requireSignedForm)

  // Every route goes through here, so none can forget to admit its request.
  const route = (path: string, answer: Answer) =>
    scope.post(`/carriers/:carrierName/calls/:callId/:nonce/${path}`, async (request, reply) => {
      const webhook = admitWebhook(request, options, scope.prefix)
      reply.header('cache-control', 'no-store')
      return answer(webhook, request, reply)
    })

  route('turn/:position', async (webhook, request, reply) => {
    const position = toPosition((request.params as { position: string }).position)
    const { keys } = webhook.parameters
    const turn =
      position && (await ask(conversation.next(webhook.call, position, keys ? { keys } : null)))
    if (!turn) throw webhookProblems.callUnknown()
    return sendTurn(reply, turn, webhook)
  })

  route('status', async ({ call, parameters }, _request, reply) => {
    const known = await ask(conversation.report(call, toReport(parameters)))
    if (!known) throw webhookProblems.callUnknown()
    return reply.code(204).send()
  })

  route('fallback', async (webhook, request, reply) => {
    const { call, parameters } = webhook
    request.log.error({ callId: call.callId, carrierCode: parameters.errorCode }, 'document failed')
    return sendTurn(reply, apology, webhook)
  })
}

/** A carrier asks again after 5xx only, and whatever went wrong here may be over in a second. */
async function ask<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (cause) {
    throw new StoreUnavailable('the conversation', cause)
  }
}

function render(turn: Turn, { account, call }: AdmittedWebhook, publicUrl: URL): string {
  return renderTwiml(turn, {
    speech: toSpeech(account, publicUrl),
    turnUrl: (at) => webhookUrl(publicUrl, call, `turn/${at}`),
  })
}

function toSpeech({ speech, voice }: TwilioAccount, publicUrl: URL): Speech {
  if (speech === 'play') return recordedSpeech(homeOf(publicUrl))
  return spokenSpeech(voice ? { ...usualVoices, [locales[0]]: voice } : usualVoices)
}

/** In the default language: our own document failed, and with it what we knew of the call. */
const apology: Turn = {
  locale: locales[0],
  steps: [{ do: 'say', prompts: ['apology'] }, { do: 'hangUp' }],
}

function toReport({ status, callSid, sipStatus, talkedSeconds }: WebhookParameters) {
  const report: ProgressReport = {
    progress: toProgress(status, sipStatus),
    carrierCallId: callSid,
    ...(sipStatus !== undefined && { sipStatus }),
    ...(talkedSeconds !== undefined && { talkedSeconds }),
  }
  return report
}
