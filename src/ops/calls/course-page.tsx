import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { toEuros, wordFor } from '../frame/words.ts'
import { CountryName } from '../glance/country-name.tsx'
import type { InsideVisit } from '../visit.ts'
import { CallBadge } from './call-badge.tsx'
import { callsTexts } from './calls-texts.ts'
import type { Course, Moment } from './find-course.ts'

interface CourseProps {
  readonly visit: InsideVisit
  readonly course: Course
}

export function CoursePage({ visit, course }: CourseProps) {
  const words = callsTexts[visit.language]
  const { call } = course
  return (
    <InsidePage visit={visit} here="calls" title={words.call} live>
      <p>
        <a href={`${visit.base}/ops/calls`}>{words.back}</a>
      </p>
      <h1>
        {words.call} <span class="number">{call.to}</span>
      </h1>
      <div id="course" data-live>
        <p>
          <CallBadge language={visit.language} call={call} />
        </p>
        <Facts visit={visit} course={course} />
        <h2>{words.course}</h2>
        <ol class="course">
          {course.moments.map((moment, at) => (
            <MomentItem key={`${moment.at}-${at}`} visit={visit} moment={moment} />
          ))}
        </ol>
        <h2>{words.limits}</h2>
        <Standings visit={visit} course={course} />
      </div>
    </InsidePage>
  )
}

function Facts({ visit: { language }, course: { call, facts } }: CourseProps) {
  const words = callsTexts[language]
  const price = call.priceMicros === null ? null : toEuros(language, call.priceMicros)
  const source = facts.pricedAt === null ? words.facts.estimated : words.facts.priced
  const shown = [
    [words.carrier, call.carrier],
    [words.country, call.country && <CountryName language={language} code={call.country} />],
    [words.tenant, call.tenantId],
    [words.talked, call.talkedSeconds === null ? null : words.seconds(call.talkedSeconds)],
    [words.facts.price, price === null ? null : `${price}, ${source}`],
    [words.facts.gate, facts.gate],
    [words.facts.locale, facts.locale],
    [words.facts.reason, call.reason],
    [words.facts.sip, facts.sipStatus],
    [words.facts.id, call.id],
    [words.facts.challenge, call.challengeId],
  ] as const
  return (
    <dl class="facts panel">
      {shown.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

function MomentItem({ visit, moment }: { readonly visit: InsideVisit; readonly moment: Moment }) {
  const { at, actor, detail } = moment
  const why = [detail.reason, detail.limit].filter((one) => typeof one === 'string').join(' · ')
  return (
    <li>
      <When visit={visit} at={at} how="clock" /> {sentenceOf(visit, moment)}
      {(why || actor) && <span class="soft"> {[why, actor].filter(Boolean).join(' · ')}</span>}
    </li>
  )
}

function sentenceOf({ language }: InsideVisit, { kind, detail }: Moment): string {
  const words = callsTexts[language]
  if (kind === 'call.moved') return words.moved(wordFor(words.statuses, String(detail.to ?? '')))
  return wordFor(words.kinds, kind)
}

function Standings({ visit: { language }, course: { standings } }: CourseProps) {
  const words = callsTexts[language]
  return (
    <Table
      caption={words.limits}
      heads={[words.rule, words.used, words.quota, '']}
      numbers={[1, 2]}
      rows={standings.map(({ rule, used, quota, isShadow }) => [
        <code key={rule}>{rule}</code>,
        String(used),
        String(quota),
        isShadow ? words.shadow : '',
      ])}
      none={words.noLimits}
    />
  )
}
