import type { Language } from '../../pages/index.ts'
import { wordFor } from '../frame/words.ts'
import { callsTexts } from './calls-texts.ts'
import type { ShownCall } from './find-calls.ts'

interface BadgeProps {
  readonly language: Language
  readonly call: Pick<ShownCall, 'status' | 'isLive' | 'isVerified'>
}

/** Words first; the colour says nothing that they do not. */
export function CallBadge({ language, call: { status, isLive, isVerified } }: BadgeProps) {
  const words = callsTexts[language]
  const bad = ['failed', 'reported', 'gate-failed'].includes(status)
  const looks = isLive ? 'live' : bad ? 'bad' : ''
  return (
    <>
      <span class={`badge ${looks}`.trim()}>{wordFor(words.statuses, status)}</span>
      {isVerified && (
        <>
          {' '}
          <span class="badge good">{words.verified}</span>
        </>
      )}
    </>
  )
}
