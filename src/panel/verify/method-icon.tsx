import type { JSX } from 'preact'
import type { FactorMethod } from '../../factors/index.ts'

const drawn: Readonly<Record<FactorMethod, JSX.Element>> = {
  voice: (
    <path d="M9.2 5.2 6.6 6.3c-1 .4-1.6 1.4-1.4 2.5 1.5 8.4 8.6 15.5 17 17 1.1.2 2.1-.4 2.5-1.4l1.1-2.6c.4-.9.1-2-.8-2.5l-3.7-2.2c-.8-.5-1.8-.4-2.5.3l-1.2 1.2a15 15 0 0 1-5.2-5.2l1.2-1.2c.7-.7.8-1.7.3-2.5l-2.2-3.7c-.5-.9-1.6-1.2-2.5-.8ZM19 8a6 6 0 0 1 5 5M19.5 3.5a10 10 0 0 1 9 9" />
  ),
  app: (
    <>
      <rect x="9" y="3.5" width="14" height="25" rx="3" />
      <path d="M14.5 24.5h3M12.5 13.5l2.5 2.5 4.5-4.5" />
    </>
  ),
  totp: (
    <>
      <circle cx="16" cy="16" r="11.5" />
      <path d="M16 9v7l4.5 3" />
    </>
  ),
  recovery: (
    <>
      <rect x="5" y="7" width="22" height="18" rx="2.5" />
      <path d="M9.5 13h5M9.5 19h5M18 13h4.5M18 19h4.5" />
    </>
  ),
}

/** Beside the name of the method, which says the same. */
export function MethodIcon({ method }: { readonly method: FactorMethod }) {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <g
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        {drawn[method]}
      </g>
    </svg>
  )
}
