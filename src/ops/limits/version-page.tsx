import type { StoredLimits } from '../../guard/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { When } from '../frame/when.tsx'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'

interface VersionProps {
  readonly visit: InsideVisit
  readonly stored: StoredLimits
  readonly text: string
}

export function VersionPage({ visit, stored, text }: VersionProps) {
  const words = limitsTexts[visit.language]
  const title = words.view(stored.version)
  return (
    <InsidePage visit={visit} here="limits" title={title}>
      <p>
        <a href={`${visit.base}/ops/limits`}>{words.back}</a>
      </p>
      <h1>{title}</h1>
      <p class="soft">
        {stored.version > 0 && <When visit={visit} at={stored.at} />} {stored.reason}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section class="scroll" tabIndex={0} aria-label={words.document}>
        <pre>{text}</pre>
      </section>
    </InsidePage>
  )
}
