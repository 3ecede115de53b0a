import type { AdvisedMethod } from '../../accounts/index.ts'
import { Field } from '../../pages/index.ts'
import { appIn, appTitle } from '../verify/code-words.ts'
import { MethodIcon } from '../verify/method-icon.tsx'
import type { Visit } from '../visit.ts'
import type { NotAdded } from './choose-page.tsx'
import { setUpTexts } from './set-up-texts.ts'

interface ChoiceProps {
  readonly visit: Visit
  readonly method: AdvisedMethod
  /** Something safer than a phone call is on offer too (NIST SP 800-63B-4 section 3.1.3.3). */
  readonly offersTotp: boolean
  readonly notAdded: NotAdded | undefined
}

/** One way to get the code, in the words of the documents. */
export function Choice({ visit, method, offersTotp, notAdded }: ChoiceProps) {
  const { name, text } = namesOf(visit, method)
  const id = `method-${method}`
  return (
    <div class="choice">
      <input
        type="radio"
        id={id}
        name="method"
        value={method}
        required
        checked={notAdded !== undefined}
        aria-describedby={`${id}-text`}
      />
      <MethodIcon method={method} />
      <label for={id}>{name}</label>
      <p id={`${id}-text`}>{text}</p>
      {method === 'voice' && (
        <NumberField visit={visit} offersTotp={offersTotp} notAdded={notAdded} />
      )}
    </div>
  )
}

function namesOf({ language, policy }: Visit, method: AdvisedMethod) {
  const words = setUpTexts[language]
  if (method !== 'app') return words[method]
  return { name: appTitle(policy), text: words.app.text(appIn(policy, language)) }
}

/** Opens with its choice; a browser that cannot do that without a script shows it at once. */
function NumberField({ visit, offersTotp, notAdded }: Omit<ChoiceProps, 'method'>) {
  const { voice } = setUpTexts[visit.language]
  const isWrong = notAdded?.number !== undefined
  return (
    <div class="more">
      <Field
        name="number"
        label={voice.number}
        note={voice.numberNote}
        type="tel"
        autocomplete="tel"
        maxLength={32}
        required={false}
        value={notAdded?.number ?? ''}
        fault={isWrong ? notAdded.said.join(' ') : undefined}
      />
      <p class="soft">
        {voice.risk} {offersTotp && voice.riskOffer}
      </p>
    </div>
  )
}
