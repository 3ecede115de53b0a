import type { JSX } from 'preact'
import { Prose } from '../pages/prose.tsx'
import type { Field } from './schema-words.ts'

interface FieldsProps {
  readonly fields: readonly Field[]
  /** In an answer every field is there, so only the exceptions are marked. */
  readonly ofAnswer?: boolean
}

/** A list instead of a table: it nests, and it fits a narrow screen. */
export function Fields({ fields, ofAnswer = false }: FieldsProps): JSX.Element {
  return (
    <dl class="fields">
      {fields.map(({ name, type, required, description, example, fields: inner }) => (
        <div key={name} class="field">
          <dt>
            <code>{name}</code> <span class="type">{type}</span>{' '}
            {required && !ofAnswer && <span class="must">required</span>}
            {!required && <span class="may">optional</span>}
          </dt>
          <dd>
            {description && (
              <p>
                <Prose text={description} />
              </p>
            )}
            {example !== undefined && (
              <p class="example">
                Example: <code>{JSON.stringify(example)}</code>
              </p>
            )}
            {inner.length > 0 && <Fields fields={inner} ofAnswer={ofAnswer} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}
