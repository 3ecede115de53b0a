import type { Rule } from '../../limits/index.ts'
import { Button, Form } from '../../pages/index.ts'
import type { InsideVisit } from '../visit.ts'
import type { LimitsView } from './limits-page.tsx'
import { limitsTexts } from './limits-texts.ts'

interface ModeProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
  readonly rule: Rule
}

/** Whether it refuses, and the button that changes that. */
export function Mode({ visit, view, rule }: ModeProps) {
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
