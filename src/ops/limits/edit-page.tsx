import { Button, Field, Form, Notice } from '../../pages/index.ts'
import { Choice } from '../calls/choice.tsx'
import { InsidePage } from '../frame/page.tsx'
import type { InsideVisit } from '../visit.ts'
import { type Draft, replayPeriods } from './draft.ts'
import { Faults, type PlacedFault } from './faults.tsx'
import { limitsTexts } from './limits-texts.ts'
import { TrialPart } from './trial-part.tsx'
import type { TrialView } from './trial-view.ts'

export interface Outcome {
  readonly faults?: readonly PlacedFault[]
  readonly isReasonMissing?: boolean
  readonly isRight?: boolean
  readonly isMeanwhileChanged?: boolean
  /** Another trial is running: its id. */
  readonly busyWith?: string
  readonly trial?: TrialView
}

/** Without JavaScript; what was typed meanwhile is lost with it, and a trial takes a minute at most. */
const TRYING_REFRESH_SECONDS = 3

interface EditProps {
  readonly visit: InsideVisit
  readonly draft: Draft
  readonly outcome?: Outcome
}

export function EditPage({ visit, draft, outcome = {} }: EditProps) {
  const words = limitsTexts[visit.language]
  const periods = replayPeriods.map((name) => [name, words.periods[name]] as const)
  const { faults = [] } = outcome
  const isWrong = faults.length > 0
  const isTrying = outcome.trial?.trial.status === 'running'
  return (
    <InsidePage
      visit={visit}
      here="limits"
      title={words.editTitle}
      live={isTrying}
      refreshSeconds={TRYING_REFRESH_SECONDS}
    >
      <p>
        <a href={`${visit.base}/ops/limits`}>{words.back}</a>
      </p>
      <h1>{words.editTitle}</h1>
      <p>{words.editLead}</p>
      {outcome.isMeanwhileChanged && <Notice kind="bad">{words.meanwhile}</Notice>}
      {outcome.busyWith !== undefined && (
        <Notice kind="bad">
          {words.busy}{' '}
          <a href={`${visit.base}/ops/limits/trials/${outcome.busyWith}`}>{words.seeTrial}</a>
        </Notice>
      )}
      {outcome.isRight && <Notice kind="good">{words.right}</Notice>}
      {isWrong && <Faults visit={visit} faults={faults} />}
      {outcome.trial && <TrialPart visit={visit} view={outcome.trial} />}
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
