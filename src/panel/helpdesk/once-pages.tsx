import { Button, Form } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { Back } from './act-page.tsx'
import { actTexts } from './act-texts.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import type { Seen } from './offered-acts.ts'
import { userPath } from './paths.ts'

interface PairingProps {
  readonly visit: Visit
  readonly seen: Seen
  readonly pairingCode: string
  readonly expiresAt: number
}

/** To be read out, shown this once. */
export function PairingPage({ visit, seen, pairingCode, expiresAt }: PairingProps) {
  const words = actTexts[visit.language].pairing
  return (
    <Page visit={visit} title={words.title}>
      <h1>{words.title}</h1>
      <h2>{words.say}</h2>
      <ol>
        <li>{words.open(visit.policy.appName)}</li>
        <li>{words.choose}</li>
        <li>{words.type}</li>
      </ol>
      <p class="digits">{pairingCode}</p>
      <p>{words.until(toMoment(visit, expiresAt))}</p>
      <p>{words.then}</p>
      <Back visit={visit} seen={seen} />
    </Page>
  )
}

interface ProveProps {
  readonly visit: Visit
  readonly userId: string
  /** Where to go on afterwards, below the path of `PUBLIC_URL`. */
  readonly back: string
}

/** Before an act: the same proof as at a login, not older than five minutes. */
export function ProvePage({ visit, userId, back }: ProveProps) {
  const { prove } = helpdeskTexts[visit.language]
  return (
    <Page visit={visit} title={prove.title}>
      <h1>{prove.title}</h1>
      <p>{prove.lead}</p>
      <Form visit={visit} action="/helpdesk/prove">
        <input type="hidden" name="back" value={back} />
        <Button>{prove.goOn}</Button>
      </Form>
      <p class="links">
        <a href={visit.base + userPath(userId)}>{actTexts[visit.language].back}</a>
      </p>
    </Page>
  )
}
