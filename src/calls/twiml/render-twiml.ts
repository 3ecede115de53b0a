import type { Turn } from '../conversation.ts'
import type { Position, Step } from '../dialogue.ts'
import type { Speech } from './speech.ts'
import { toXmlText } from './xml.ts'

interface TwimlOptions {
  readonly speech: Speech
  /** Absolute address of the turn at a position: a relative one is not followed by every carrier. */
  readonly turnUrl: (at: Position) => string
}

/**
 * A turn as TwiML. A string and not the SDK's builder: that throws on a control character, with the
 * text in its message, and costs a hundred times as much.
 */
export function renderTwiml(turn: Turn, { speech, turnUrl }: TwimlOptions): string {
  let done = ''
  // Said since the last key or hang-up: belongs into the `<Gather>` that follows, if one does.
  let said = ''

  for (const step of turn.steps) {
    if (step.do === 'say' || step.do === 'pause') {
      said += voiced(step, turn.locale, speech)
      continue
    }
    done += step.do === 'listen' ? gather(step, said, turnUrl) : `${said}<Hangup/>`
    said = ''
  }
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${done}${said}</Response>`
}

type Voiced = Extract<Step, { do: 'say' | 'pause' }>
type Listen = Extract<Step, { do: 'listen' }>

function voiced(step: Voiced, locale: string, speech: Speech): string {
  if (step.do === 'pause') return speech.pause(locale, step.seconds)
  return step.prompts.map((prompt) => speech.speak(locale, prompt)).join('')
}

/** An empty result is posted too: without that, and without an action, a carrier asks itself for ever. */
function gather(step: Listen, said: string, turnUrl: TwimlOptions['turnUrl']): string {
  const attributes = [
    'input="dtmf"',
    `numDigits="${step.digits}"`,
    `timeout="${Math.ceil(step.timeoutSeconds)}"`,
    'finishOnKey=""',
    'actionOnEmptyResult="true"',
    'method="POST"',
    `action="${toXmlText(turnUrl(step.then))}"`,
  ]
  return `<Gather ${attributes.join(' ')}>${said}</Gather>`
}
