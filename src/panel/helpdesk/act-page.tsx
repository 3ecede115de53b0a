import { Button, Field, Form } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { DayField, LostFields } from './act-fields.tsx'
import type { Filled, FormFault } from './act-form.ts'
import { type ActName, actTexts } from './act-texts.ts'
import { nameOfUser } from './names.ts'
import type { Seen } from './offered-acts.ts'
import { actPath, userPath } from './paths.ts'

export interface ActProps {
  readonly visit: Visit
  readonly act: ActName
  readonly seen: Seen
  readonly filled: Filled
  readonly faults: ReadonlySet<FormFault>
  readonly now: number
}

export function ActPage(props: ActProps) {
  const { visit, act, seen, filled, faults } = props
  const words = actTexts[visit.language]
  const faultOf = (fault: FormFault) => (faults.has(fault) ? words[fault] : undefined)
  return (
    <Page visit={visit} title={words.names[act]}>
      <h1>{words.names[act]}</h1>
      <p>
        <bdi>{nameOfUser(seen)}</bdi>
      </p>
      <p>{words.notes[act]}</p>
      <Form visit={visit} action={actPath(seen.user.id, act)}>
        <input type="hidden" name="resetId" value={filled.resetId} disabled={!filled.resetId} />
        {act === 'extension' && <DayField {...props} fault={faultOf('untilWrong')} />}
        {act === 'complete' && <LostFields {...props} fault={faultOf('lostNone')} />}
        <Field
          name="reason"
          label={words.reason}
          note={words.reasonNote}
          value={filled.reason}
          maxLength={500}
          fault={faultOf('reasonShort')}
        />
        <Button>{words.goOn}</Button>
      </Form>
      <Back visit={visit} seen={seen} />
    </Page>
  )
}

export function Back({ visit, seen }: Pick<ActProps, 'visit' | 'seen'>) {
  return (
    <p class="links">
      <a href={visit.base + userPath(seen.user.id)}>{actTexts[visit.language].back}</a>
    </p>
  )
}
