import type { JSX } from 'preact'
import type { PartProps } from './part-props.ts'

export function WhoAnswers({ id, view, texts }: PartProps): JSX.Element {
  const { callee } = view
  const scripts: Record<string, string> = texts.scripts
  const isNamed = callee === null || Object.hasOwn(scripts, callee)
  return (
    <>
      <label for={`${id}-callee`}>{texts.whoAnswers}</label>
      <select id={`${id}-callee`} data-callee>
        <option value="" selected={callee === null}>
          {texts.person}
        </option>
        {Object.entries(scripts).map(([name, label]) => (
          <option key={name} value={name} selected={callee === name}>
            {label}
          </option>
        ))}
        {!isNamed && (
          <option value={callee} selected disabled>
            {callee === 'custom' ? texts.custom : callee}
          </option>
        )}
      </select>
    </>
  )
}
