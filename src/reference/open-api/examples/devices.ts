import { appFactorId } from './ids.ts'

const challengeId = 'ch_0f5c2a91d7e84b6a3c1f90b2e7d4a856c3f1e029'

/** From RFC 7517 appendix A.1. */
const publicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
}

export const logInBody = {
  name: 'anna',
  password: 'four wet bicycles on the roof',
  publicKey,
  deviceName: 'Pixel 9',
}

export const pairBody = { pairingCode: '7KQ2M-XD94T', publicKey, name: 'Pixel 9' }

const site = {
  tenant: { siteName: 'Callvoip', appName: 'Qaller' },
  vapidPublicKey:
    'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
}

export const paired = {
  token: 'dev_Zm9yIG9uZSBwaG9uZSBhbG9uZSwg',
  factorId: appFactorId,
  ...site,
}

export const device = {
  factorId: appFactorId,
  name: 'Pixel 9',
  state: 'confirmed',
  ...site,
  pushes: true,
}

export const deviceChallenges = {
  challenges: [
    {
      id: challengeId,
      createdAt: '2026-11-02T09:30:00.000Z',
      sentAt: '2026-11-02T09:30:00.000Z',
      expiresAt: '2026-11-02T09:35:00.000Z',
      sealed: 'eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSIsImVwayI6…',
    },
  ],
}

export const deviceEvents = `id: 1
event: challenges
data: ${JSON.stringify(deviceChallenges)}

: still here
`

export const reportedChallenge = { id: challengeId, status: 'reported' }

/** From RFC 8291 section 5. */
export const subscription = {
  endpoint: 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV',
  keys: {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
}
