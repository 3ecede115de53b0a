import { Notice } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { toMoment } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { ExemptionForm } from './exemption-form.tsx'
import type { ShownRefusal } from './find-refusals.ts'
import { refusalsTexts } from './refusals-texts.ts'

interface RefusalProps {
  readonly visit: InsideVisit
  readonly refusal: ShownRefusal
  readonly now: number
  readonly said?: 'granted' | 'wrong' | undefined
}

export function RefusalPage({ visit, refusal, now, said }: RefusalProps) {
  const words = refusalsTexts[visit.language]
  const { reference, limit, at, until, tenantId, standings } = refusal
  const end = toMoment(visit.language, until, 'short')
  return (
    <InsidePage visit={visit} here="refusals" title={reference}>
      <p>
        <a href={`${visit.base}/ops/refusals`}>{words.back}</a>
      </p>
      <h1>{reference}</h1>
      {said && <Notice kind={said === 'granted' ? 'good' : 'bad'}>{words[said]}</Notice>}
      <dl class="facts panel">
        <div>
          <dt>{words.limit}</dt>
          <dd>
            <code>{limit}</code>
          </dd>
        </div>
        <div>
          <dt>{words.tenant}</dt>
          <dd>{tenantId}</dd>
        </div>
        <div>
          <dt>{words.at}</dt>
          <dd>
            <When visit={visit} at={at} how="moment" />
          </dd>
        </div>
      </dl>
      <p>{until > now ? words.holds(end) : words.over(end)}</p>
      <h2>{words.asked}</h2>
      <Table
        caption={words.asked}
        heads={[words.limit, words.used, words.quota]}
        numbers={[1, 2]}
        rows={standings.map(({ rule, used, quota }) => [
          <code key="rule">{rule}</code>,
          String(used),
          String(quota),
        ])}
        none={words.noAsked}
      />
      <ExemptionForm visit={visit} refusal={refusal} />
    </InsidePage>
  )
}
