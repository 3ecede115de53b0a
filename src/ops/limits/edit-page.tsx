import type { Replay } from '../../guard/index.ts'
import { Button, Field, Form, Notice } from '../../pages/index.ts'
import { Choice } from '../calls/choice.tsx'
import { InsidePage } from '../frame/page.tsx'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'
import { Tried } from './tried.tsx'

/** A fault of a document, where it stands. */
export interface PlacedFault {
  readonly line: number
  readonly pointer: string
  readonly detail: string
  /** What stands on that line. */
  readonly text: string
}

export interface Draft {
  readonly text: string
  readonly reason: string
  readonly period: string
  /** The version that was looked at. */
  readonly version: number
}

export interface Outcome {
  readonly faults?: readonly PlacedFault[]
  readonly isReasonMissing?: boolean
  readonly isRight?: boolean
  readonly said?: 'meanwhile' | 'busy'
  readonly replay?: Replay
}

interface EditProps {
  readonly visit: InsideVisit
  readonly draft: Draft
  readonly outcome?: Outcome
}

export const replayPeriods = ['day', 'week'] as const

export function EditPage({ visit, draft, outcome = {} }: EditProps) {
  const words = limitsTexts[visit.language]
  const periods = replayPeriods.map((name) => [name, words.periods[name]] as const)
  const { faults = [] } = outcome
  const isWrong = faults.length > 0
  return (
    <InsidePage visit={visit} here="limits" title={words.editTitle}>
      <p>
        <a href={`${visit.base}/ops/limits`}>{words.back}</a>
      </p>
      <h1>{words.editTitle}</h1>
      <p>{words.editLead}</p>
      {outcome.said && <Notice kind="bad">{words[outcome.said]}</Notice>}
      {outcome.isRight && <Notice kind="good">{words.right}</Notice>}
      {isWrong && <Faults visit={visit} faults={faults} />}
      {outcome.replay && <Tried visit={visit} replay={outcome.replay} />}
      <Form visit={visit} action="/ops/limits/edit">
        <input type="hidden" name="version" value={draft.version} />
        <div class={isWrong ? 'field wrong' : 'field'}>
          <label for="document">{words.document}</label>
          <textarea
            id="document"
            name="document"
            spellcheck={false}
            autocomplete="off"
            wrap="off"
            rows={30}
            aria-invalid={isWrong ? 'true' : undefined}
            aria-describedby={isWrong ? 'faults' : undefined}
          >
            {/* A form takes away the first line break of a text. */}
            {`\n${draft.text}`}
          </textarea>
        </div>
        <div class="narrow">
          <Choice name="period" label={words.period} options={periods} value={draft.period} />
          <Field
            name="reason"
            label={words.reason}
            note={words.reasonNote}
            value={draft.reason}
            maxLength={200}
            required={false}
            fault={outcome.isReasonMissing ? words.reasonMissing : undefined}
          />
        </div>
        <div class="buttons">
          <Button second name="act" value="check">
            {words.check}
          </Button>
          <Button second name="act" value="try">
            {words.try}
          </Button>
          <Button name="act" value="save">
            {words.save}
          </Button>
        </div>
      </Form>
    </InsidePage>
  )
}

interface FaultsProps {
  readonly visit: InsideVisit
  readonly faults: readonly PlacedFault[]
}

function Faults({ visit, faults }: FaultsProps) {
  const words = limitsTexts[visit.language]
  return (
    <Notice kind="bad">
      <p>{words.faults}</p>
      <ul id="faults">
        {faults.map(({ line, pointer, detail, text }) => (
          <li key={`${pointer} ${detail}`}>
            <strong>{words.line(line)}</strong> <code>{pointer}</code> {detail}
            {text && (
              <>
                <br />
                <code>{text}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
