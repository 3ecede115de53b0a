import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { toEuros, toNumber, toShare } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { CountryName } from './country-name.tsx'
import type { Figures, Glance } from './find-figures.ts'
import { glanceTexts } from './glance-texts.ts'
import { type PeriodName, periodNames } from './period.ts'
import { Plots } from './plots.tsx'

interface GlanceProps {
  readonly visit: InsideVisit
  readonly glance: Glance
  readonly openAlarms: number
}

export function GlancePage({ visit, glance, openAlarms }: GlanceProps) {
  const words = glanceTexts[visit.language]
  return (
    <InsidePage visit={visit} here="glance" title={words.title} live plots>
      <h1>{words.title}</h1>
      <Periods visit={visit} chosen={glance.period.name} />
      <div id="figures" data-live>
        {openAlarms > 0 && (
          <p class="notice bad">
            {words.openAlarms(openAlarms)}. <a href={`${visit.base}/ops/alarms`}>{words.look}</a>
          </p>
        )}
        <Tiles visit={visit} glance={glance} />
      </div>
      <Plots visit={visit} glance={glance} />
      <div id="groups" class="columns" data-live>
        <Group visit={visit} glance={glance} by="byCarrier" />
        <Group visit={visit} glance={glance} by="byCountry" />
        <Rules visit={visit} glance={glance} />
      </div>
    </InsidePage>
  )
}

function Periods({ visit, chosen }: { readonly visit: InsideVisit; readonly chosen: PeriodName }) {
  const words = glanceTexts[visit.language]
  return (
    <nav class="tabs" aria-label={words.periodsLabel}>
      {periodNames.map((name) => (
        <a
          key={name}
          href={`${visit.base}/ops?period=${name}`}
          aria-current={name === chosen ? 'true' : undefined}
        >
          {words.periods[name]}
        </a>
      ))}
    </nav>
  )
}

type PartProps = Pick<GlanceProps, 'visit' | 'glance'>

function Tiles({ visit: { language }, glance: { total, live } }: PartProps) {
  const words = glanceTexts[language]
  const share = (part: number) => words.ofCalls(toShare(part, total.calls))
  const each = total.verified > 0 ? toEuros(language, total.costMicros / total.verified) : '–'
  const tiles = [
    [words.calls, toNumber(language, total.calls), `${words.live}: ${toNumber(language, live)}`],
    [words.answered, toNumber(language, total.answered), share(total.answered)],
    [words.verified, toNumber(language, total.verified), share(total.verified)],
    [words.refused, toNumber(language, total.refused), ''],
    [words.cost, toEuros(language, total.costMicros), words.perVerified(each)],
  ] as const
  return (
    <dl class="tiles">
      {tiles.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span class="soft">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Group({ visit, glance, by }: PartProps & { readonly by: 'byCarrier' | 'byCountry' }) {
  const { language } = visit
  const words = glanceTexts[language]
  const nameOf = (name: string) => {
    if (name === '') return words.unknown
    return by === 'byCountry' ? <CountryName language={language} code={name} /> : name
  }
  const head = by === 'byCarrier' ? words.carrier : words.country
  return (
    <section>
      <h2>{words[by]}</h2>
      <Table
        caption={words[by]}
        heads={[head, words.calls, words.answered, words.verified, words.cost]}
        numbers={[1, 2, 3, 4]}
        rows={glance[by].map(({ name, ...figures }) => [nameOf(name), ...cellsOf(visit, figures)])}
        none={words.none}
      />
    </section>
  )
}

function cellsOf({ language }: InsideVisit, { calls, answered, verified, costMicros }: Figures) {
  return [
    toNumber(language, calls),
    toShare(answered, calls),
    toShare(verified, calls),
    toEuros(language, costMicros),
  ]
}

function Rules({ visit: { language }, glance }: PartProps) {
  const words = glanceTexts[language]
  return (
    <section>
      <h2>{words.byRule}</h2>
      <Table
        caption={words.byRule}
        heads={[words.rule, words.refused]}
        numbers={[1]}
        rows={glance.byRule.map(({ name, refused }) => [
          <code key={name}>{name}</code>,
          toNumber(language, refused),
        ])}
        none={words.noRefusals}
      />
    </section>
  )
}
