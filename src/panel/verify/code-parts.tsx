import { Form, type Language } from '../../pages/index.ts'
import type { Visit } from '../visit.ts'
import { callTexts, endedWithout } from './call-texts.ts'
import type { CodeView } from './code-view.ts'
import { timeWords } from './refusal-words.ts'
import { verifyTexts } from './verify-texts.ts'

interface ViewProps {
  readonly visit: Visit
  readonly view: CodeView
}

/** Where the code is by now. A screen reader hears it when it changes. */
export function Progress({ visit: { language }, view }: ViewProps) {
  const digits = view.call?.gateDigits ?? null
  return (
    <div id="progress" class="progress" data-live role="status">
      <p>
        {sentenceOf(language, view)}
        {digits !== null && (
          <>
            {' '}
            <strong class="digits">{Array.from(digits).join(' ')}</strong>
          </>
        )}
      </p>
    </div>
  )
}

function sentenceOf(language: Language, view: CodeView): string {
  const words = callTexts[language]
  const { call, method, to } = view
  if (method === 'app') return to === 'app' ? words.toTheApp : words.toApp(to)
  if (!call) return ''
  const { status } = call
  if (status === 'answered') return words.answered[view.gate]
  if (status === 'queued' || status === 'dialling') return words[status](to)
  return endedWithout.has(status) ? `${words[status]} ${nextOf(language, view)}` : words[status]
}

/** The best that can be done now that a call is over. */
function nextOf(language: Language, { resendInMs, otherMethods }: CodeView): string {
  const { next } = callTexts[language]
  const canSwitch = otherMethods.length > 0
  if (resendInMs !== null) return canSwitch ? next.againOrOther : next.again
  return canSwitch ? next.other : next.none
}

interface SendAgainProps extends ViewProps {
  readonly action: string
}

/** Counts down to what the server said; whoever presses it earlier is told so by the server. */
export function SendAgain({ visit, view, action }: SendAgainProps) {
  if (!view.sent) return null
  return (
    <div id="send-again" data-live>
      <SendAgainNow visit={visit} view={view} action={action} />
    </div>
  )
}

function SendAgainNow({ visit, view, action }: SendAgainProps) {
  const { language } = visit
  const words = verifyTexts[language]
  const { resendInMs, stoppedForMs } = view
  if (stoppedForMs !== null)
    return <p class="soft">{words.stopped(timeWords(language, stoppedForMs / 1000))}</p>
  if (resendInMs === null) return <p class="soft">{words.noMore}</p>
  return (
    <Form visit={visit} action={action}>
      {resendInMs === 0 ? (
        <button class="link" id="send-again-button" type="submit">
          {words.again}
        </button>
      ) : (
        <button
          class="link"
          id="send-again-button"
          type="submit"
          aria-disabled="true"
          data-available-in={resendInMs}
        >
          {words.againIn.before}
          <span data-seconds>{Math.ceil(resendInMs / 1000)}</span>
          {words.againIn.after}
        </button>
      )}
    </Form>
  )
}

const REFRESH_SECONDS = 5
const before: ReadonlySet<string> = new Set(['queued', 'dialling', 'ringing', 'answered'])

/**
 * How soon a page comes again that no script keeps up to date. Once the code is spoken it stays as it
 * is: whoever is typing would lose what they typed.
 */
export function refreshOf({ call }: CodeView): { readonly refreshSeconds?: number } {
  return call && before.has(call.status) ? { refreshSeconds: REFRESH_SECONDS } : {}
}

/** For those without a script, once the page does not come again by itself. */
export function RefreshLink({ visit, view, page }: ViewProps & { readonly page: string }) {
  if (!view.call || before.has(view.call.status)) return null
  return (
    <noscript>
      <p>
        <a href={visit.base + page}>{callTexts[visit.language].refresh}</a>
      </p>
    </noscript>
  )
}
