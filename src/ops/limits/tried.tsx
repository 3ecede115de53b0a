import type { Replay } from '../../guard/index.ts'
import { Table } from '../frame/table.tsx'
import { toEuros, toNumber } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'

interface TriedProps {
  readonly visit: InsideVisit
  readonly replay: Replay
}

export function Tried({ visit: { language }, replay }: TriedProps) {
  const words = limitsTexts[language]
  const { tried } = words
  const { newlyRefused, newlyAllowed, worstHit } = replay
  const number = (value: number) => toNumber(language, value)
  const facts = [
    [tried.decisions, number(replay.decisions), ''],
    [tried.refusedThen, number(replay.refusedThen), ''],
    [tried.refusedNow, number(replay.refusedNow), ''],
    [tried.more, number(newlyRefused.count), tried.verified(newlyRefused.laterVerified)],
    [tried.fewer, number(newlyAllowed.count), ''],
    [tried.cost, toEuros(language, replay.costDeltaMicros), ''],
  ] as const
  return (
    <section class="panel" aria-labelledby="tried" role="status">
      <h2 id="tried">{tried.title}</h2>
      <dl class="facts">
        {facts.map(([name, value, note]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{value}</strong> <span class="soft">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h2>{tried.worst}</h2>
      <Table
        caption={tried.worst}
        heads={[tried.who, words.tenant, words.rule, tried.count, tried.later]}
        numbers={[3, 4]}
        rows={worstHit.map(({ subject, tenantId, limit, count, laterVerified }) => [
          <code key="who">{subject.slice(0, 8)}</code>,
          tenantId,
          <code key="rule">{limit}</code>,
          number(count),
          number(laterVerified),
        ])}
        none={tried.nobody}
      />
    </section>
  )
}
