import { Button, Field, Form } from '../../pages/index.ts'
import { Choice } from '../calls/choice.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import type { InsideVisit } from '../visit.ts'
import type { LimitsView } from './limits-page.tsx'
import { limitsTexts } from './limits-texts.ts'
import { untilNames } from './until.ts'

interface OverridesProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
}

export function OverrideForm({ visit, view }: OverridesProps) {
  const words = limitsTexts[visit.language]
  const same = (all: readonly string[]) => all.map((one) => [one, one] as const)
  const names = view.stored.limits.rules.map(({ name }) => name)
  const untils = untilNames.map((name) => [name, words.untils[name]] as const)
  return (
    <Form visit={visit} action="/ops/limits/overrides" class="panel">
      <p class="soft">{words.overrideLead}</p>
      <input type="hidden" name="version" value={view.stored.version} />
      <Choice name="tenant" label={words.tenant} options={same(view.tenants)} value="" />
      <Choice name="rule" label={words.rule} options={same(names)} value="" />
      <Field name="quota" label={words.newQuota} note={words.quotaNote} maxLength={10} />
      <Choice name="until" label={words.until} options={untils} value="night" />
      <Field name="reason" label={words.reason} note={words.reasonNote} maxLength={200} />
      <Button second>{words.set}</Button>
    </Form>
  )
}

export function Overrides({ visit, view }: OverridesProps) {
  const words = limitsTexts[visit.language]
  const counting = view.stored.limits.overrides.filter(
    ({ until }) => until === undefined || Date.parse(until) > view.now,
  )
  return (
    <Table
      caption={words.overrides}
      heads={[words.rule, words.tenant, words.quota, words.until, words.reason]}
      numbers={[2]}
      none={words.noOverrides}
      rows={counting.map(({ rule, tenant, quota, until, reason }) => [
        <code key="rule">{rule}</code>,
        tenant,
        String(quota),
        until === undefined ? (
          words.forever
        ) : (
          <When key="until" visit={visit} at={Date.parse(until)} />
        ),
        reason,
      ])}
    />
  )
}
