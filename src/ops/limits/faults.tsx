import { describeFault, type LimitFault } from '../../limits/index.ts'
import { Notice } from '../../pages/index.ts'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'

/** A fault of a document, and where in its text it stands when somebody typed that. */
export interface PlacedFault {
  readonly fault: LimitFault
  readonly line?: number
  /** What stands on that line. */
  readonly text?: string
}

interface FaultsProps {
  readonly visit: InsideVisit
  readonly faults: readonly PlacedFault[]
}

/** What is wrong, in the language of the page; names of the document stay as they are. */
export function Faults({ visit: { language }, faults }: FaultsProps) {
  const words = limitsTexts[language]
  return (
    <Notice kind="bad">
      <p>{words.faults}</p>
      <ul id="faults">
        {faults.map(({ fault, line, text }) => (
          <li key={`${fault.pointer} ${fault.said.kind}`}>
            {line !== undefined && (
              <>
                <strong>{words.line(line)}</strong>{' '}
              </>
            )}
            <code>{fault.pointer}</code> {describeFault(fault, language)}
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
