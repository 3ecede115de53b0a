import { texts } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { toNumber, toShare } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import type { Health } from './find-health.ts'

const carriersTexts = texts({
  nl: {
    title: 'Gezondheid van carriers',
    lead: 'De nieuwste 200 gesprekken van het laatste etmaal, per carrier.',
    carrier: 'Carrier',
    calls: 'Gesprekken',
    answered: 'Opgenomen',
    failed: 'Mislukt',
    toAnswer: 'Tot opnemen',
    last: 'Laatste fout',
    at: 'Laatste gesprek',
    none: 'Er was het laatste etmaal geen gesprek.',
    noFailure: 'geen',
    seconds: (seconds: string) => `${seconds} s`,
  },
  en: {
    title: 'Health of carriers',
    lead: 'The newest 200 calls of the last 24 hours, for each carrier.',
    carrier: 'Carrier',
    calls: 'Calls',
    answered: 'Answered',
    failed: 'Failed',
    toAnswer: 'Until answered',
    last: 'Last failure',
    at: 'Last call',
    none: 'There was no call in the last 24 hours.',
    noFailure: 'none',
    seconds: (seconds: string) => `${seconds} s`,
  },
})

interface CarriersProps {
  readonly visit: InsideVisit
  readonly healths: readonly Health[]
}

export function CarriersPage({ visit, healths }: CarriersProps) {
  const words = carriersTexts[visit.language]
  const { carrier, calls, answered, failed, toAnswer, last, at } = words
  return (
    <InsidePage visit={visit} here="carriers" title={words.title} live>
      <h1>{words.title}</h1>
      <p class="soft">{words.lead}</p>
      <div id="carriers" data-live>
        <Table
          caption={words.title}
          heads={[carrier, calls, answered, failed, toAnswer, last, at]}
          numbers={[1, 2, 3, 4]}
          rows={healths.map((health) => rowOf(visit, health))}
          none={words.none}
        />
      </div>
    </InsidePage>
  )
}

/** A share of failures above which somebody should look. */
const TOO_MANY = 0.2

function rowOf(visit: InsideVisit, health: Health) {
  const { language } = visit
  const words = carriersTexts[language]
  const { carrier, calls, answered, failed, answerSeconds, lastFailure, lastAt } = health
  const looks = failed > calls * TOO_MANY ? 'badge bad' : ''
  return [
    carrier,
    toNumber(language, calls),
    toShare(answered, calls),
    <span key="failed" class={looks}>
      {toShare(failed, calls)}
    </span>,
    answerSeconds === null
      ? '–'
      : words.seconds(toNumber(language, Math.round(answerSeconds * 10) / 10)),
    lastFailure ? (
      <span key="last">
        {lastFailure.reason}
        {lastFailure.sipStatus !== null && ` (SIP ${lastFailure.sipStatus})`}{' '}
        <span class="soft">
          <When visit={visit} at={lastFailure.at} />
        </span>
      </span>
    ) : (
      words.noFailure
    ),
    <When key="at" visit={visit} at={lastAt} />,
  ]
}
