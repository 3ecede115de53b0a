import type { ComponentChildren, JSX } from 'preact'
import { Prose } from '../pages/prose.tsx'

interface FactsProps {
  readonly label: string
  readonly heads: readonly [string, string]
  readonly facts: Readonly<Record<string, ComponentChildren>>
}

export function Facts({ label, heads, facts }: FactsProps): JSX.Element {
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(facts).map(([name, meaning]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{typeof meaning === 'string' ? <Prose text={meaning} /> : meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
