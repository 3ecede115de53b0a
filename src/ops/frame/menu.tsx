import type { OperatorRole } from '../../operators/index.ts'
import type { InsideVisit } from '../visit.ts'
import { frameTexts } from './frame-texts.ts'

/** Where everything is, and who may go there. */
export const doors = {
  glance: { path: '/ops', roles: ['ops'] },
  calls: { path: '/ops/calls', roles: ['ops', 'helpdesk'] },
  carriers: { path: '/ops/carriers', roles: ['ops'] },
  limits: { path: '/ops/limits', roles: ['ops'] },
  alarms: { path: '/ops/alarms', roles: ['ops'] },
  refusals: { path: '/ops/refusals', roles: ['ops', 'helpdesk'] },
  account: { path: '/ops/account', roles: ['ops', 'helpdesk'] },
} as const satisfies Record<string, { path: `/${string}`; roles: readonly OperatorRole[] }>

export type Door = keyof typeof doors

interface MenuProps {
  readonly visit: InsideVisit
  readonly here: Door
}

export function Menu({ visit, here }: MenuProps) {
  const { base, language, operator } = visit
  const words = frameTexts[language]
  const names = Object.keys(doors) as Door[]
  const open = names.filter((name) => {
    const roles: readonly OperatorRole[] = doors[name].roles
    return roles.includes(operator.role)
  })
  return (
    <nav aria-label={words.menu}>
      <ul>
        {open.map((name) => (
          <li key={name}>
            <a href={base + doors[name].path} aria-current={name === here ? 'page' : undefined}>
              {words.pages[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
