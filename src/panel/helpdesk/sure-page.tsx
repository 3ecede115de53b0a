import { Button, Form } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import type { Filled } from './act-form.ts'
import { type ActName, actTexts } from './act-texts.ts'
import { nameOfUser } from './names.ts'
import type { Seen } from './offered-acts.ts'
import { actPath, userPath } from './paths.ts'

interface SureProps {
  readonly visit: Visit
  readonly act: ActName
  readonly seen: Seen
  readonly filled: Filled
  /** Until when, or what is lost, in words. */
  readonly what: string
}

/** Says what will happen, and to whom, before it does. */
export function SurePage({ visit, act, seen, filled, what }: SureProps) {
  const words = actTexts[visit.language]
  return (
    <Page visit={visit} title={words.names[act]}>
      <h1>{words.names[act]}</h1>
      <p>
        <bdi>{words.sure[act](nameOfUser(seen), what)}</bdi>
      </p>
      <p class="soft">
        {words.kept} <bdi>{filled.reason}</bdi>
      </p>
      <Form visit={visit} action={actPath(seen.user.id, act)}>
        <input type="hidden" name="reason" value={filled.reason} />
        {filled.day && <input type="hidden" name="until" value={filled.day} />}
        {filled.resetId && <input type="hidden" name="resetId" value={filled.resetId} />}
        {filled.factorIds.map((id) => (
          <input key={id} type="hidden" name="factorIds" value={id} />
        ))}
        <Button name="sure" value="yes">
          {words.yes}
        </Button>
      </Form>
      <p class="links">
        <a href={visit.base + userPath(seen.user.id)}>{words.change}</a>
      </p>
    </Page>
  )
}
