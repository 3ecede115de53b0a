import { Button } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { toEuros } from '../frame/words.ts'
import { CountryName } from '../glance/country-name.tsx'
import type { InsideVisit } from '../visit.ts'
import { CallBadge } from './call-badge.tsx'
import { callsTexts } from './calls-texts.ts'
import { Choice } from './choice.tsx'
import { callFilters, PAGE, type ShownCall, type Wanted } from './find-calls.ts'
import type { Choices } from './find-choices.ts'

interface CallsProps {
  readonly visit: InsideVisit
  readonly calls: readonly ShownCall[]
  readonly choices: Choices
  readonly wanted: Wanted
}

export function CallsPage({ visit, calls, choices, wanted }: CallsProps) {
  const words = callsTexts[visit.language]
  return (
    <InsidePage visit={visit} here="calls" title={words.title} live>
      <h1>{words.title}</h1>
      <Filters visit={visit} choices={choices} wanted={wanted} />
      <div id="calls" data-live>
        <Table
          caption={words.title}
          heads={[
            words.time,
            words.to,
            words.status,
            words.carrier,
            words.country,
            words.tenant,
            words.cost,
          ]}
          numbers={[6]}
          rows={calls.map((call) => rowOf(visit, call))}
          none={words.none}
        />
        {calls.length === PAGE && (
          <p>
            <a href={olderLink(visit, wanted, calls)}>{words.older}</a>
          </p>
        )}
      </div>
    </InsidePage>
  )
}

function rowOf(visit: InsideVisit, call: ShownCall) {
  const { language, base } = visit
  const words = callsTexts[language]
  return [
    <a key="at" href={`${base}/ops/calls/${call.id}`}>
      <When visit={visit} at={call.createdAt} />
    </a>,
    <span key="to" class={call.to ? 'number' : 'soft'}>
      {call.to || words.forgotten}
    </span>,
    <CallBadge key="status" language={language} call={call} />,
    call.carrier ?? '–',
    call.country ? <CountryName key="country" language={language} code={call.country} /> : '–',
    call.tenantId,
    call.priceMicros === null ? '–' : toEuros(language, call.priceMicros),
  ]
}

/** A form that is sent as an address: it can be kept, shared and gone back to. */
function Filters({ visit, choices, wanted }: Omit<CallsProps, 'calls'>) {
  const { language, base } = visit
  const words = callsTexts[language]
  const states = callFilters.map((name) => [name, words.filters[name]] as const)
  const same = (all: readonly string[]) => all.map((one) => [one, one] as const)
  const lists = [
    ['state', words.state, states],
    ['carrier', words.carrier, same(choices.carriers)],
    ['country', words.country, same(choices.countries)],
    ['tenant', words.tenant, same(choices.tenants)],
  ] as const
  return (
    <form method="get" action={`${base}/ops/calls`} class="filters">
      {lists.map(([name, label, options]) => (
        <Choice
          key={name}
          {...{ name, label, options, all: words.all, value: wanted[name] ?? '' }}
        />
      ))}
      <Button second>{words.filter}</Button>
    </form>
  )
}

function olderLink({ base }: InsideVisit, wanted: Wanted, calls: readonly ShownCall[]) {
  const { state = '', carrier = '', country = '', tenant = '' } = wanted
  const before = String(calls.at(-1)?.createdAt ?? '')
  return `${base}/ops/calls?${new URLSearchParams({ state, carrier, country, tenant, before })}`
}
