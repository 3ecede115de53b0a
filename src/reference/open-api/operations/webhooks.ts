import * as examples from '../examples/webhooks.ts'
import type { Operations } from './operation-facts.ts'

const webhookAnswer = { schema: 'Webhook', description: 'The webhook.', example: examples.webhook }

export const webhookOperations: Operations = {
  'POST /v1/webhooks': {
    id: 'addWebhook',
    requestExample: examples.webhookBody,
    description:
      'Messages are signed and sent after the Standard Webhooks specification; `docs/webhooks.md` shows how to verify them. A tenant has at most twenty.',
    refuses: ['webhook-url-refused', 'webhooks-too-many'],
    success: {
      status: 201,
      schema: 'WebhookWithSecret',
      description: 'The webhook, with its secret.',
      example: examples.webhookWithSecret,
      headers: ['Location', 'IdempotencyReplayed'],
    },
  },
  'GET /v1/webhooks': {
    id: 'listWebhooks',
    success: {
      status: 200,
      schema: 'Webhooks',
      description: 'All of them, the oldest first.',
      example: { webhooks: [examples.webhook] },
    },
  },
  'GET /v1/webhooks/{id}': { id: 'readWebhook', success: { ...webhookAnswer, status: 200 } },
  'PATCH /v1/webhooks/{id}': {
    id: 'changeWebhook',
    requestExample: { disabled: true },
    description:
      'Changes what the body names and leaves the rest. What waits for a webhook that is switched off is given up.',
    refuses: ['webhook-url-refused'],
    success: { ...webhookAnswer, status: 200, description: 'The webhook, as it is now.' },
  },
  'DELETE /v1/webhooks/{id}': {
    id: 'removeWebhook',
    success: { status: 204, description: 'It is gone, and what waited for it.' },
  },
  'POST /v1/webhooks/{id}/rotate-secret': {
    id: 'rotateWebhookSecret',
    description:
      'For 24 hours messages carry two signatures, by the new secret and by the one before.',
    success: {
      status: 200,
      schema: 'WebhookWithSecret',
      description: 'The webhook, with its new secret.',
      example: { ...examples.webhookWithSecret, oldSecretUntil: '2026-11-03T09:30:00.000Z' },
      headers: ['IdempotencyReplayed'],
    },
  },
  'POST /v1/webhooks/{id}/test': {
    id: 'testWebhook',
    description:
      'The message goes the way of all others: `GET /v1/webhooks/deliveries` says what became of it.',
    refuses: ['webhook-disabled'],
    success: {
      status: 202,
      schema: 'TestMessage',
      description: 'The message is on its way.',
      example: { messageId: examples.delivery.messageId },
      headers: ['IdempotencyReplayed'],
    },
  },
  'GET /v1/webhooks/deliveries': {
    id: 'listDeliveries',
    description:
      'Mails and messages, without what they say and to whom. Those that were sent are known for a week, dead ones for thirty days.',
    success: {
      status: 200,
      schema: 'Deliveries',
      description: 'One page, the newest first.',
      example: { deliveries: [examples.delivery], next: null },
    },
  },
  'POST /v1/webhooks/deliveries/{id}/replay': {
    id: 'replayDelivery',
    refuses: ['delivery-not-dead'],
    success: {
      status: 202,
      schema: 'Delivery',
      description: 'It is tried again at once, with the same `webhook-id`.',
      example: examples.replayedDelivery,
      headers: ['IdempotencyReplayed'],
    },
  },
}
