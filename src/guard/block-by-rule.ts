import type { Rule } from '../limits/index.ts'
import { type Block, type BlockScope, beginBlock } from './blocks.ts'
import type { Asked } from './decision.ts'
import type { GuardParts } from './parts.ts'
import { raiseAlarm } from './raise-alarm.ts'

const subjectOf: { readonly [S in BlockScope]: (asked: Asked) => string | null | undefined } = {
  prefix: ({ who }) => who.prefixSubject,
  country: ({ who }) => who.country,
  tenant: ({ who }) => who.tenantId,
}

/** A rule that says so blocks whom it is held against, once it is full. */
export async function blockBy(
  parts: GuardParts,
  asked: Asked,
  { name, subject: kind, block }: Rule,
): Promise<Block | null> {
  const scope = kind as BlockScope
  const subject = Object.hasOwn(subjectOf, scope) ? subjectOf[scope](asked) : null
  if (!block || !subject) return null
  const { tenantId } = asked.who
  const begun = await beginBlock(parts.store, {
    ...{ tenantId, scope, subject, reason: name, at: asked.at },
    firstMs: block.firstSeconds * 1000,
    mostMs: block.mostSeconds * 1000,
  })
  if (begun.isNew && scope === 'prefix') {
    const { country = null } = asked.who
    const detail = { rule: name, country: country ?? '', until: begun.until }
    await raiseAlarm(parts, { tenantId, kind: 'prefix-blocked', subject, detail })
  }
  return begun
}
