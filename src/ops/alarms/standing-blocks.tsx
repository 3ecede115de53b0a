import type { StandingBlock } from '../../guard/index.ts'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { wordFor } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { alarmsTexts } from './alarms-texts.ts'

interface BlocksProps {
  readonly visit: InsideVisit
  readonly blocks: readonly StandingBlock[]
}

/** Where nobody new is called for a while. */
export function Blocks({ visit, blocks }: BlocksProps) {
  const words = alarmsTexts[visit.language]
  return (
    <Table
      caption={words.blocks}
      heads={[words.scope, words.about, words.tenant, words.reason, words.since, words.until]}
      none={words.noBlocks}
      rows={blocks.map(({ scope, subject, tenant_id: tenant, reason, since, until }) => [
        wordFor(words.scopes, scope),
        <code key="about">{subject.slice(0, 8)}</code>,
        tenant,
        <code key="reason">{reason}</code>,
        <When key="since" visit={visit} at={since} />,
        <When key="until" visit={visit} at={until} />,
      ])}
    />
  )
}
