export const webhookBody = {
  url: 'https://panel.example.nl/webhooks/belcode',
  events: ['login.reported', 'reset.requested'],
}

export const webhook = {
  id: 'wh_7c1e90b2d4f85a6371c0e8b92f4d6a35c8e1f702',
  ...webhookBody,
  description: 'beheer',
  createdAt: '2026-11-02T09:30:00.000Z',
  disabledAt: null,
  oldSecretUntil: null,
}

export const webhookWithSecret = {
  ...webhook,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw0123456789A=',
}

const messageId = 'nt_5d3b7e01f8c24a9686e1b0d9c47f2a35e8610b7c'

export const delivery = {
  id: `${messageId}_7c1e90b2d4f85a6371c0e8b92f4d6a35c8e1f702`,
  messageId,
  channel: 'webhook',
  kind: 'reset.requested',
  webhookId: webhook.id,
  status: 'dead',
  attempts: 10,
  lastFault: 'status-500',
  createdAt: '2026-11-02T09:30:00.000Z',
  nextAttemptAt: null,
  endedAt: '2026-11-05T13:05:00.000Z',
}

export const replayedDelivery = {
  ...delivery,
  status: 'queued',
  attempts: 0,
  nextAttemptAt: '2026-11-05T14:00:00.000Z',
  endedAt: null,
}
