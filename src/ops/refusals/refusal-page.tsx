import { Button, Field, Form, Notice } from '../../pages/index.ts'
import { Choice } from '../calls/choice.tsx'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { toMoment } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
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

function ExemptionForm({ visit, refusal }: Pick<RefusalProps, 'visit' | 'refusal'>) {
  const words = refusalsTexts[visit.language]
  const { userSubject, numberSubject, reference } = refusal
  const whom = [
    ...(userSubject === null ? [] : [['user', words.user] as const]),
    ...(numberSubject === null ? [] : [['number', words.number] as const]),
  ]
  if (whom.length === 0) return null
  return (
    <section class="narrow">
      <h2>{words.exemption}</h2>
      <Form visit={visit} action={`/ops/refusals/${reference}/exemption`} class="panel">
        <p class="soft">{words.exemptionLead}</p>
        <Choice name="whom" label={words.whom} options={whom} value="" />
        <Field name="hours" label={words.hours} value="1" maxLength={2} />
        <Field name="reason" label={words.reason} note={words.reasonNote} maxLength={200} />
        <Button>{words.grant}</Button>
      </Form>
    </section>
  )
}
