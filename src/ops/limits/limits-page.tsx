import type { LimitVersion, StoredLimits } from '../../guard/index.ts'
import type { Rule } from '../../limits/index.ts'
import { Button, Form, Notice } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import { wordFor } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import type { Pressure } from './find-pressure.ts'
import { limitsTexts } from './limits-texts.ts'
import { OverrideForm, Overrides } from './overrides.tsx'
import { RefusalPlot, type RefusalSteps } from './refusal-plot.tsx'
import { amountWords, quotaWords, windowWords } from './rule-words.ts'
import { Versions } from './versions.tsx'

export interface LimitsView {
  readonly stored: StoredLimits
  /** As they are in force here. */
  readonly rules: readonly Rule[]
  readonly pressure: ReadonlyMap<string, Pressure>
  readonly refusals: RefusalSteps
  readonly versions: readonly LimitVersion[]
  readonly tenants: readonly string[]
  /** Names of operators by their ids. */
  readonly names: ReadonlyMap<string, string>
  readonly now: number
}

interface LimitsProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
  readonly said?: 'done' | 'meanwhile' | undefined
}

export function LimitsPage({ visit, view, said }: LimitsProps) {
  const words = limitsTexts[visit.language]
  const { stored } = view
  return (
    <InsidePage visit={visit} here="limits" title={words.title} live plots>
      <h1>{words.title}</h1>
      {said && <Notice kind={said === 'done' ? 'good' : 'bad'}>{words[said]}</Notice>}
      <p>
        <strong>{words.version(stored.version)}</strong>{' '}
        {stored.version > 0 && (
          <span class="soft">
            {words.by(view.names.get(stored.author) ?? stored.author)},{' '}
            <When visit={visit} at={stored.at} />: {stored.reason}
          </span>
        )}
      </p>
      <p>
        <a class="button" href={`${visit.base}/ops/limits/edit`}>
          {words.edit}
        </a>
      </p>
      <div id="rules" data-live>
        <Rules visit={visit} view={view} />
      </div>
      <RefusalPlot visit={visit} steps={view.refusals} />
      <div class="columns">
        <section>
          <h2>{words.override}</h2>
          <OverrideForm visit={visit} view={view} />
        </section>
        <section>
          <h2>{words.overrides}</h2>
          <Overrides visit={visit} view={view} />
        </section>
      </div>
      <h2>{words.history}</h2>
      <Versions visit={visit} view={view} />
    </InsidePage>
  )
}

interface ViewProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
}

function Rules({ visit, view }: ViewProps) {
  const { language } = visit
  const words = limitsTexts[language]
  return (
    <Table
      caption={words.title}
      heads={[words.rule, words.quota, words.subject, words.fullest, words.refused, words.mode]}
      numbers={[4]}
      none={words.none}
      rows={view.rules.map((rule) => [
        <span key="name">
          <code>{rule.name}</code>
          <br />
          <span class="soft reason">{rule.reason}</span>
        </span>,
        <span key="quota" class="quota">
          {quotaWords(language, rule)}
          <br />
          <span class="soft">
            {words.window} {windowWords(language, rule.windowSeconds)}
          </span>
        </span>,
        wordFor(words.subjects, rule.subject),
        <FullestOf
          key="fullest"
          visit={visit}
          rule={rule}
          pressure={view.pressure.get(rule.name)}
        />,
        String(view.pressure.get(rule.name)?.refused ?? 0),
        <Mode key="mode" visit={visit} view={view} rule={rule} />,
      ])}
    />
  )
}

interface FullestProps {
  readonly visit: InsideVisit
  readonly rule: Rule
  readonly pressure: Pressure | undefined
}

function FullestOf({ visit: { language }, rule, pressure }: FullestProps) {
  if (!pressure || pressure.fullest.length === 0) return <>–</>
  return (
    <ul class="fullest">
      {pressure.fullest.map(({ subject, used, quota }) => (
        <li key={subject}>
          <meter class="meter" min={0} max={quota} value={used} aria-hidden="true" />{' '}
          {amountWords(language, rule, used)}/{amountWords(language, rule, quota)}{' '}
          <code class="soft">{subject.slice(0, 8)}</code>
        </li>
      ))}
    </ul>
  )
}

function Mode({ visit, view, rule }: ViewProps & { readonly rule: Rule }) {
  const words = limitsTexts[visit.language]
  const isShadow = rule.mode === 'shadow'
  const missed = view.pressure.get(rule.name)?.shadowRefused ?? 0
  return (
    <Form visit={visit} action={`/ops/limits/rules/${rule.name}`}>
      <span class={isShadow ? 'badge' : 'badge good'}>
        {isShadow ? words.shadow : words.enforced}
      </span>
      {isShadow && <span class="soft"> {words.wouldRefuse(missed)}</span>}
      <br />
      <input type="hidden" name="version" value={view.stored.version} />
      <Button quiet name="mode" value={isShadow ? 'enforced' : 'shadow'}>
        {isShadow ? words.toEnforced : words.toShadow}
        <span class="unseen"> {rule.name}</span>
      </Button>
    </Form>
  )
}
