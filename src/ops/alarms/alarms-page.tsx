import type { Alarm, StandingBlock } from '../../guard/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { wordFor } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { alarmsTexts } from './alarms-texts.ts'
import { Blocks } from './standing-blocks.tsx'

interface AlarmsProps {
  readonly visit: InsideVisit
  readonly open: readonly Alarm[]
  readonly ended: readonly Alarm[]
  readonly blocks: readonly StandingBlock[]
}

export function AlarmsPage({ visit, open, ended, blocks }: AlarmsProps) {
  const words = alarmsTexts[visit.language]
  return (
    <InsidePage visit={visit} here="alarms" title={words.title} live>
      <h1>{words.title}</h1>
      <div id="alarms" data-live>
        <h2>{words.open}</h2>
        <Alarms visit={visit} alarms={open} caption={words.open} none={words.none} />
        <h2>{words.blocks}</h2>
        <Blocks visit={visit} blocks={blocks} />
        <h2>{words.ended}</h2>
        <Alarms visit={visit} alarms={ended} caption={words.ended} none={words.noEnded} />
      </div>
    </InsidePage>
  )
}

interface ListProps {
  readonly visit: InsideVisit
  readonly alarms: readonly Alarm[]
  readonly caption: string
  readonly none: string
}

function Alarms({ visit, alarms, caption, none }: ListProps) {
  const { what, tenant, about, since, until, detail, kinds } = alarmsTexts[visit.language]
  return (
    <Table
      caption={caption}
      heads={[what, tenant, about, detail, since, until]}
      none={none}
      rows={alarms.map((alarm) => [
        <span key="what" class={alarm.endedAt === null ? 'badge bad' : ''}>
          {wordFor(kinds, alarm.kind)}
        </span>,
        alarm.tenantId,
        alarm.subject,
        Object.entries(alarm.detail)
          .map(([name, value]) => `${name}: ${String(value)}`)
          .join(', '),
        <When key="since" visit={visit} at={alarm.raisedAt} />,
        alarm.endedAt === null ? '–' : <When key="until" visit={visit} at={alarm.endedAt} />,
      ])}
    />
  )
}
