import { Table } from '../frame/table.tsx'
import { wordFor } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { FullestOf } from './fullest.tsx'
import type { LimitsView } from './limits-page.tsx'
import { limitsTexts } from './limits-texts.ts'
import { Mode } from './mode.tsx'
import { quotaWords, windowWords } from './rule-words.ts'

interface ViewProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
}

/** Each rule with what it is for and how hard it is pressed. */
export function Rules({ visit, view }: ViewProps) {
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
