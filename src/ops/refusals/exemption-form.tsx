import { Button, Field, Form } from '../../pages/index.ts'
import { Choice } from '../calls/choice.tsx'
import type { InsideVisit } from '../visit.ts'
import type { ShownRefusal } from './find-refusals.ts'
import { refusalsTexts } from './refusals-texts.ts'

interface FormProps {
  readonly visit: InsideVisit
  readonly refusal: ShownRefusal
}

export function ExemptionForm({ visit, refusal }: FormProps) {
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
