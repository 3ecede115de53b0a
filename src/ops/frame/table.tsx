import type { ComponentChildren } from 'preact'

interface TableProps {
  readonly caption: string
  readonly heads: readonly string[]
  /** Which columns hold numbers, counted from 0. */
  readonly numbers?: readonly number[]
  readonly rows: readonly (readonly ComponentChildren[])[]
  /** What stands there when there is nothing. */
  readonly none: string
}

/** The first cell of a row names it. Wider than the screen it scrolls by itself, also with keys. */
export function Table({ caption, heads, numbers = [], rows, none }: TableProps) {
  const looks = (at: number) => (numbers.includes(at) ? 'number' : undefined)
  if (rows.length === 0) return <p class="soft">{none}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1)
    <section class="scroll" tabIndex={0} aria-label={caption}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" class={looks(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={String(row)}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={heads[at + 1]} class={looks(at + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
