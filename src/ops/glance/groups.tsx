import { Table } from '../frame/table.tsx'
import { toEuros, toNumber, toShare } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { CountryName } from './country-name.tsx'
import type { Figures, Glance } from './find-figures.ts'
import { glanceTexts } from './glance-texts.ts'

interface PartProps {
  readonly visit: InsideVisit
  readonly glance: Glance
}

/** The figures of each carrier, or of each country. */
export function Group({
  visit,
  glance,
  by,
}: PartProps & { readonly by: 'byCarrier' | 'byCountry' }) {
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

/** Which rules refused. */
export function Rules({ visit: { language }, glance }: PartProps) {
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
