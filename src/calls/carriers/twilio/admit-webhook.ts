import type { FastifyRequest } from 'fastify'
import { problem } from '../../../platform/problem.ts'
import type { CallReference } from '../../conversation.ts'
import { homeOf } from './addresses.ts'
import type { TwilioAccount } from './settings.ts'
import { type FormParameters, isSigned } from './signature.ts'
import { toWebhookParameters, type WebhookParameters } from './webhook-parameters.ts'

export const webhookProblems = {
  signatureInvalid: problem('signature-invalid', 403, 'This request is not from the carrier'),
  callUnknown: problem('call-unknown', 403, 'This request does not fit any call'),
}

/** A request of which all is right but, perhaps, the call it speaks of. */
export interface AdmittedWebhook {
  readonly account: TwilioAccount
  readonly call: CallReference
  readonly parameters: WebhookParameters
}

interface Admission {
  readonly carriers: readonly TwilioAccount[]
  /** What signatures are checked against; never `Host`, never `X-Forwarded-…`. */
  readonly publicUrl: () => URL
}

/** Before the body is read: a signature comes in a header and is over a form. */
export async function requireSignedForm(request: FastifyRequest) {
  const { 'content-type': type = '', 'x-twilio-signature': signature } = request.headers
  if (!type.startsWith('application/x-www-form-urlencoded')) throw refuse(request, 'form')
  if (!signature) throw refuse(request, 'signature')
}

/** `prefix`: what stands before `/carriers` in our routes, whether or not a proxy took it away. */
export function admitWebhook(
  request: FastifyRequest,
  { carriers, publicUrl }: Admission,
  prefix: string,
): AdmittedWebhook {
  const { carrierName, callId, nonce } = request.params as Record<string, string>
  const account = carriers.find(({ name }) => name === carrierName)
  if (!account || !callId || !nonce) throw refuse(request, 'carrier')

  const url = homeOf(publicUrl()) + (request.raw.url ?? '').slice(prefix.length)
  const form = request.body as FormParameters
  const signature = String(request.headers['x-twilio-signature'])
  if (!isSigned({ url, parameters: form, signature }, account.authTokens))
    throw refuse(request, 'signature')

  const parameters = toWebhookParameters(form)
  // 403 and not 400: the carrier sends no such form, so what came is not what was signed.
  if (parameters?.accountSid !== account.accountSid) throw refuse(request, 'parameters')

  const call = { callId, nonce, carrierName: account.name, carrierCallId: parameters.callSid }
  return { account, call, parameters }
}

/** The log says what failed, for the operator whose `PUBLIC_URL` is wrong; the answer does not. */
function refuse({ log, routeOptions }: FastifyRequest, failed: string) {
  log.warn({ route: routeOptions.url, failed }, 'webhook refused')
  return webhookProblems.signatureInvalid()
}
