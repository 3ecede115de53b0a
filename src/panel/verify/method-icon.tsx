import type { JSX } from 'preact'
import type { FactorMethod } from '../../factors/index.ts'

const drawn: Readonly<Record<FactorMethod, JSX.Element>> = {
  voice: (
    <path d="M9 5.5 6.2 6.6c-.9.4-1.3 1.3-1.1 2.2 1.5 7 7.1 12.600 14.100 14.100.9.2 1.800-.2 2.200-1.100l1.100-2.800c.3-.8 0-1.600-.7-2l-3.100-1.900c-.7-.4-1.500-.3-2 .300l-1 1.100a16 16 0 0 1-4.200-4.200l1.100-1c.6-.5.7-1.300.3-2L11 6.200c-.4-.7-1.200-1-2-.7ZM19 9.500a5 5 0 0 1 3.500 3.500M19.500 5A9.500 9.500 0 0 1 27 12.500" />
  ),
  app: (
    <>
      <rect x="9" y="3.500" width="14" height="25" rx="3" />
      <path d="M14.500 24.500h3M12.500 13.500l2.500 2.500 4.500-4.500" />
    </>
  ),
  totp: (
    <>
      <circle cx="16" cy="16" r="11.500" />
      <path d="M16 9v7l4.500 3" />
    </>
  ),
  recovery: (
    <>
      <rect x="5" y="7" width="22" height="18" rx="2.500" />
      <path d="M9.500 13h5M9.500 19h5M18 13h4.500M18 19h4.500" />
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
