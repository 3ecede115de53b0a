import { problem } from '../../platform/problem.ts'

export const problems = {
  urlRefused: problem('webhook-url-refused', 422, 'Webhooks are not sent to this address'),
  tooMany: problem('webhooks-too-many', 409, 'The tenant has as many webhooks as it may have'),
  disabled: problem('webhook-disabled', 409, 'The webhook is disabled'),
  deliveryNotDead: problem('delivery-not-dead', 409, 'Only a dead delivery can be replayed'),
}
