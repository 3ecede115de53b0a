import { Notice } from '../../pages/index.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { openResetOf, type Seen } from './offered-acts.ts'
import { type SeenProps, When } from './when.tsx'

export function Warnings({ visit, seen }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  const warnings = warningsOf(seen)
  if (warnings.length === 0) return null
  return (
    <Notice>
      <p>
        <strong>{words.warnings}</strong>
      </p>
      <ul>
        {warnings.map(({ code, at }) => (
          <li key={code}>
            {words.warning[code]} <When visit={visit} at={at} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const WEEK_MS = 7 * 24 * 3_600_000

/** A reset that is open warns of others, not of itself. */
function warningsOf(seen: Seen) {
  const open = openResetOf(seen)
  const isBefore = ({ id, createdAt }: Seen['resets'][number]) =>
    id !== open?.id && createdAt > (open?.createdAt ?? 0) - WEEK_MS
  if (!open || seen.resets.some(isBefore)) return seen.warnings
  return seen.warnings.filter(({ code }) => code !== 'recent-reset')
}
