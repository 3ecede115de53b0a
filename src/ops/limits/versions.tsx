import { Button, Form } from '../../pages/index.ts'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import type { InsideVisit } from '../visit.ts'
import type { LimitsView } from './limits-page.tsx'
import { limitsTexts } from './limits-texts.ts'

interface VersionsProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
}

/** Each with who and why; going back is a new version too. */
export function Versions({ visit, view }: VersionsProps) {
  const { language, base } = visit
  const words = limitsTexts[language]
  const { stored, versions, names } = view
  const first = { version: 0, author: '', reason: '', at: 0 }
  return (
    <Table
      caption={words.history}
      heads={[words.history, words.when, words.author, words.reason, '']}
      none={words.noHistory}
      rows={[...versions, first].map(({ version, author, reason, at }) => [
        <a key="version" href={`${base}/ops/limits/versions/${version}`}>
          {words.version(version)}
        </a>,
        version === 0 ? '–' : <When key="at" visit={visit} at={at} />,
        names.get(author) ?? (author || '–'),
        reason || '–',
        version === stored.version ? (
          <span key="in-force" class="badge good">
            {words.inForce}
          </span>
        ) : (
          <Form key="restore" visit={visit} action={`/ops/limits/versions/${version}/restore`}>
            <input type="hidden" name="version" value={stored.version} />
            <Button quiet>
              {words.restore}
              <span class="unseen"> {words.version(version)}</span>
            </Button>
          </Form>
        ),
      ])}
    />
  )
}
