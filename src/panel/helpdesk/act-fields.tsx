import type { ActProps } from './act-page.tsx'
import { actTexts } from './act-texts.ts'
import { daysAhead } from './day.ts'
import { losable, nameOfFactor } from './names.ts'

type Faulty = ActProps & { readonly fault: string | undefined }

export function DayField({ visit, filled, now, fault }: Faulty) {
  const words = actTexts[visit.language]
  const { first, last } = daysAhead(now)
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label for="until">{words.until}</label>
      <p class="note" id="until-note">
        {words.untilNote}
      </p>
      <input
        id="until"
        name="until"
        type="date"
        min={first}
        max={last}
        value={filled.day}
        required
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={fault ? 'until-note until-fault' : 'until-note'}
      />
      {fault && (
        <p class="fault" id="until-fault">
          {fault}
        </p>
      )}
    </div>
  )
}

export function LostFields({ visit, seen, filled, fault }: Faulty) {
  const words = actTexts[visit.language]
  return (
    <fieldset aria-describedby={fault ? 'lost-fault' : undefined}>
      <legend>{words.lost}</legend>
      {losable(seen).map((factor) => (
        <p key={factor.id}>
          <label>
            <input
              type="checkbox"
              name="factorIds"
              value={factor.id}
              checked={filled.factorIds.includes(factor.id)}
            />{' '}
            <bdi>{nameOfFactor(visit, factor)}</bdi>
          </label>
        </p>
      ))}
      {fault && (
        <p class="fault" id="lost-fault">
          {fault}
        </p>
      )}
    </fieldset>
  )
}
