import type { Callee } from '../../../src/simulator/index.ts'
import { type Behaviour, startSimulator } from './start-simulator.ts'

/** One call through these pages: what was heard, and what the product was asked. */
export async function converse(
  pages: Record<string, Behaviour>,
  callee: Callee = {},
  wanted: { url?: string; fallbackUrl?: string | undefined; timeLimit?: number } = {},
) {
  const simulator = await startSimulator({ callee })
  for (const [path, page] of Object.entries(pages)) simulator.pages.set(path, page)
  const { url = 'answer', fallbackUrl, timeLimit } = wanted
  const { sid } = await simulator.call({
    statusCallback: undefined,
    url: `${simulator.home}/${url}`,
    ...(fallbackUrl && { fallbackUrl: simulator.home + fallbackUrl }),
    ...(timeLimit && { timeLimit }),
  })
  await simulator.phones.waitForEnd(sid)
  const transcript = await simulator.phones.transcript(sid)
  return { transcript, received: simulator.received, home: simulator.home }
}
