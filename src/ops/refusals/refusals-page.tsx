import { Button, Field, Form } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { Table } from '../frame/table.tsx'
import { When } from '../frame/when.tsx'
import type { InsideVisit } from '../visit.ts'
import type { ShownRefusal } from './find-refusals.ts'
import type { OpenExemption } from './list-exemptions.ts'
import { refusalsTexts } from './refusals-texts.ts'

interface RefusalsProps {
  readonly visit: InsideVisit
  readonly refusals: readonly ShownRefusal[]
  readonly exemptions: readonly OpenExemption[]
  /** What was typed and not found. */
  readonly unknown?: string
}

export function RefusalsPage({ visit, refusals, exemptions, unknown }: RefusalsProps) {
  const words = refusalsTexts[visit.language]
  return (
    <InsidePage visit={visit} here="refusals" title={words.title} live>
      <h1>{words.title}</h1>
      <Form visit={visit} action="/ops/refusals" class="panel narrow">
        <Field
          name="reference"
          label={words.reference}
          note={words.referenceNote}
          value={unknown ?? ''}
          maxLength={40}
          fault={unknown === undefined ? undefined : words.unknown}
        />
        <Button>{words.find}</Button>
      </Form>
      <div id="refusals" data-live>
        <h2>{words.newest}</h2>
        <Newest visit={visit} refusals={refusals} />
        <h2>{words.open}</h2>
        <Exemptions visit={visit} exemptions={exemptions} />
      </div>
    </InsidePage>
  )
}

function Newest({ visit, refusals }: Pick<RefusalsProps, 'visit' | 'refusals'>) {
  const words = refusalsTexts[visit.language]
  return (
    <Table
      caption={words.newest}
      heads={[words.reference, words.limit, words.tenant, words.at, words.until]}
      none={words.none}
      rows={refusals.map(({ reference, limit, tenantId, at, until }) => [
        <a key="reference" href={`${visit.base}/ops/refusals/${reference}`}>
          {reference}
        </a>,
        <code key="limit">{limit}</code>,
        tenantId,
        <When key="at" visit={visit} at={at} />,
        <When key="until" visit={visit} at={until} />,
      ])}
    />
  )
}

function Exemptions({ visit, exemptions }: Pick<RefusalsProps, 'visit' | 'exemptions'>) {
  const words = refusalsTexts[visit.language]
  return (
    <Table
      caption={words.open}
      heads={[words.reason, words.tenant, words.by, words.until, words.usedAt]}
      none={words.noOpen}
      rows={exemptions.map(({ reason, tenantId, agent, expiresAt, usedAt }) => [
        <bdi key="reason">{reason}</bdi>,
        tenantId,
        agent ?? '–',
        <When key="until" visit={visit} at={expiresAt} />,
        usedAt === null ? words.notYet : <When key="used" visit={visit} at={usedAt} />,
      ])}
    />
  )
}
