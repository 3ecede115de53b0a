import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Callers, callerOf, changePolicy, readPolicy } from '../accounts/index.ts'
import type { Clock } from '../platform/clock.ts'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { numberHookSecret } from './number-hook.ts'
import { policyProblems } from './policy-problems.ts'
import { ChangedPolicyAnswer, PolicyAnswer, PolicyPatch } from './policy-schemas.ts'
import { policyToAnswer } from './policy-to-answer.ts'
import { readPolicyPatch } from './read-policy-patch.ts'

export interface PolicyParts {
  readonly store: Store
  readonly clock: Clock
  readonly callers: Pick<Callers, 'forget'>
  /** What the secrets of number hooks are made from. */
  readonly hookKey: Buffer
  /** Why an address would not be asked; null: it would. */
  readonly judgeAddress: (url: string) => Promise<string | null>
}

const tags = ['policy']
/** A list of the numbers of an exchange is longer than other bodies. */
const BODY_BYTES_MOST = 64 * 1024

export const policyRoutes: FastifyPluginAsyncTypebox<{ parts: PolicyParts }> = async (
  app,
  { parts: { store, clock, callers, hookKey, judgeAddress } },
) => {
  app.get(
    '/policy',
    {
      schema: { tags, summary: 'Read the policy of your tenant', response: { 200: PolicyAnswer } },
    },
    async (request) => {
      const policy = await readPolicy(store, callerOf(request).tenantId)
      if (!policy) throw generalProblems.notFound()
      return policyToAnswer(policy)
    },
  )

  app.patch(
    '/policy',
    {
      bodyLimit: BODY_BYTES_MOST,
      schema: {
        tags,
        summary: 'Change the policy: what is named changes, at once',
        body: PolicyPatch,
        response: { 200: ChangedPolicyAnswer },
      },
      // All that can be wrong with a policy is one problem, found in one place.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { tenantId, keyId } = callerOf(request)
      const read = readPolicyPatch(request.body)
      if ('faults' in read) throw policyProblems.policyInvalid({ errors: read.faults })
      const { changes } = read
      const unreachable = changes.numberHook ? await judgeAddress(changes.numberHook.url) : null
      if (unreachable !== null) throw hookRefused(unreachable)
      const result = await changePolicy(store, tenantId, { changes, by: keyId, at: clock.now() })
      switch (result.outcome) {
        case 'unknown':
          throw generalProblems.notFound()
        case 'invalid':
          throw policyProblems.policyInvalid({ errors: result.faults })
        case 'changed': {
          callers.forget()
          const secret = changes.numberHook
            ? { numberHookSecret: numberHookSecret(hookKey, { tenantId, ...changes.numberHook }) }
            : {}
          return { ...policyToAnswer(result.policy), ...secret }
        }
      }
    },
  )
}

/** Said now: a hook that is never asked would refuse every number. */
function hookRefused(reason: string) {
  const detail = `would not be asked: ${reason}`
  return policyProblems.policyInvalid({ errors: [{ pointer: '#/numberHook/url', detail }] })
}
