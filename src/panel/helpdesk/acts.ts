import type { Caller } from '../../accounts/index.ts'
import {
  approveReset,
  cancelReset,
  completeReset,
  exemptUser,
  extendUserOf,
  givePairingCode,
  requestReset,
} from '../../helpdesk/index.ts'
import type { PanelParts } from '../parts.ts'
import type { ActDone, ActFault, ActName } from './act-texts.ts'

/** What somebody of the helpdesk asks for, and who it is. */
export interface Asked {
  readonly userId: string
  readonly agent: string
  readonly reason: string
  readonly until: number | null
  readonly resetId: string
  readonly factorIds: readonly string[]
}

export type ActResult =
  | { readonly done: ActDone }
  | { readonly fault: ActFault }
  /** Shown now and never again. */
  | { readonly pairingCode: string; readonly expiresAt: number }

type Run = (parts: PanelParts, caller: Caller, asked: Asked) => Promise<ActResult>

/** What each act is at the helpdesk, whose rules alone decide. */
export const acts: Readonly<Record<ActName, Run>> = {
  extension: async ({ helpdesk }, caller, asked) => {
    const { outcome } = await extendUserOf(helpdesk, caller, asked)
    return outcome === 'extended' ? { done: 'extension' } : { fault: outcome }
  },
  'extension-end': async ({ helpdesk }, caller, asked) => {
    const { outcome } = await extendUserOf(helpdesk, caller, { ...asked, until: null })
    return outcome === 'extended' ? { done: 'extension-end' } : { fault: outcome }
  },
  exemption: async ({ helpdesk }, caller, { userId, agent, reason }) => {
    const { outcome } = await exemptUser(helpdesk, caller, { userId, agent, reason })
    return outcome === 'exempted' ? { done: 'exemption' } : { fault: outcome }
  },
  'pairing-code': async ({ helpdesk }, caller, asked) => {
    const result = await givePairingCode(helpdesk, caller, asked)
    return result.outcome === 'given' ? result : { fault: result.outcome }
  },
  reset: async ({ helpdesk }, caller, { userId, agent, reason }) => {
    const { outcome } = await requestReset(helpdesk, caller, { userId, agent, reason })
    return outcome === 'requested' ? { done: 'reset' } : { fault: outcome }
  },
  approve: async ({ helpdesk }, caller, asked) => {
    const { outcome } = await approveReset(helpdesk, caller, toStep(asked))
    return outcome === 'approved' ? { done: 'approve' } : { fault: outcome }
  },
  cancel: async ({ helpdesk }, caller, asked) => {
    const { outcome } = await cancelReset(helpdesk, caller, toStep(asked))
    return outcome === 'cancelled' ? { done: 'cancel' } : { fault: outcome }
  },
  complete: async ({ helpdesk }, caller, asked) => {
    const { factorIds } = asked
    const { outcome } = await completeReset(helpdesk, caller, { ...toStep(asked), factorIds })
    return outcome === 'completed' ? { done: 'complete' } : { fault: outcome }
  },
}

export const actNames = Object.keys(acts) as ActName[]

const toStep = ({ userId, resetId, agent, reason: note }: Asked) => ({
  ...{ userId, resetId, agent, note },
})
