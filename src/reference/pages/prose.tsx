import type { JSX } from 'preact'

/** Text in which `…` is code, as descriptions of the API are written. */
export function Prose({ text }: { text: string }): JSX.Element {
  const pieces = text.split('`')
  return (
    <>
      {pieces.map((piece, index) =>
        index % 2 === 1 ? <code key={`${index}-${piece}`}>{piece}</code> : piece,
      )}
    </>
  )
}

/** A block of code that scrolls on its own; one can reach it by keyboard to do so. */
export function Sample({ title, children }: { title: string; children: string }): JSX.Element {
  return (
    <figure class="sample">
      <figcaption>{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the focus */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
    </figure>
  )
}
