import { expect, it } from 'vitest'
import type { Rule } from '../../limits/index.ts'
import { toPressure } from './find-pressure.ts'

const rule = (name: string, subject: Rule['subject']): Rule => ({
  ...{ name, subject, quota: 4, windowSeconds: 600, counts: 'calls', reason: 'Because.' },
})
const row = (numberSubject: string, used: number, { refused = false, shadow = 0 } = {}) => ({
  tenant_id: 'demo',
  refused_by: refused ? 'number-10m' : null,
  subjects: JSON.stringify({ numberSubject }),
  standings: JSON.stringify([['number-10m', used, 4, shadow]]),
})

it('ranks the fullest subjects, each once, and counts what was refused', () => {
  const rows = [
    row('a', 1),
    row('b', 4, { refused: true }),
    row('a', 2),
    row('c', 3, { shadow: 1 }),
  ]
  const pressure = toPressure([rule('number-10m', 'number'), rule('tenant-1h', 'tenant')], rows)
  expect(pressure.get('number-10m')).toEqual({
    fullest: [
      { subject: 'b', used: 4, quota: 4 },
      { subject: 'c', used: 3, quota: 4 },
      { subject: 'a', used: 2, quota: 4 },
    ],
    refused: 1,
    shadowRefused: 1,
  })
  expect(pressure.get('tenant-1h')).toEqual({ fullest: [], refused: 0, shadowRefused: 0 })
})
