import { Button, Form, Notice } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { toMoment } from './moment.ts'
import { History, Sessions } from './settings-lists.tsx'
import { type ActivityKind, settingsTexts } from './settings-texts.ts'

export interface ShownFactor {
  readonly id: string
  readonly method: 'voice' | 'app' | 'totp' | 'recovery'
  readonly label: string
  readonly shown: string
  readonly state: string
  readonly primary: boolean
  readonly heldUntil: string | null
  readonly codesLeft: number | null
}

export interface ShownSession {
  readonly id: string
  readonly place: 'panel' | 'webcalls'
  readonly agent: string
  readonly createdAt: number
  readonly isHere: boolean
}

export interface Activity {
  readonly kind: ActivityKind
  readonly at: number
}

interface SettingsProps {
  readonly visit: Visit
  readonly factors: readonly ShownFactor[]
  readonly sessions: readonly ShownSession[]
  readonly activity: readonly Activity[]
  readonly said?: string | undefined
  readonly fault?: string | undefined
}

export function SettingsPage({ visit, factors, sessions, activity, said, fault }: SettingsProps) {
  const words = settingsTexts[visit.language]
  return (
    <Page visit={visit} title={words.title} wide>
      <h1>{words.title}</h1>
      {said && <Notice kind="good">{said}</Notice>}
      {fault && <Notice kind="bad">{fault}</Notice>}
      <p>{words.lead}</p>
      {factors.length === 0 && <p class="soft">{words.none}</p>}
      {factors.map((factor) => (
        <FactorCard key={factor.id} visit={visit} factor={factor} />
      ))}
      <p>
        <a class="button" href={`${visit.base}/set-up/choose`}>
          {words.add}
        </a>
      </p>

      {factors.length > 0 && <NewCodes visit={visit} />}

      <Sessions visit={visit} sessions={sessions} />
      <History visit={visit} activity={activity} />
      <p class="links">
        <a href={`${visit.base}/panel`}>{words.back}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}

function NewCodes({ visit }: { readonly visit: Visit }) {
  const words = settingsTexts[visit.language]
  return (
    <>
      <h2>{words.codes}</h2>
      <p>{words.codesNote}</p>
      <Form visit={visit} action="/panel/2fa/codes">
        <Button second>{words.newCodes}</Button>
      </Form>
    </>
  )
}

export function FactorCard({
  visit,
  factor,
}: {
  readonly visit: Visit
  readonly factor: ShownFactor
}) {
  const words = settingsTexts[visit.language]
  const { id, method, label, shown, state, primary, heldUntil, codesLeft } = factor
  const mayLead = state === 'confirmed' && !primary && method !== 'recovery'
  return (
    <section class="factor" aria-labelledby={`of-${id}`}>
      <h2 id={`of-${id}`}>
        {nameOf(visit, factor)} {primary && <span class="badge">{words.primary}</span>}
      </h2>
      <p class="soft">
        {[label && words.methods[method], shown].filter(Boolean).join(' · ')}
        {codesLeft !== null && words.codesLeft(codesLeft)}
      </p>
      {state === 'disabled' && <p class="fault">{words.disabled}</p>}
      {heldUntil && <p class="soft">{words.held(toMoment(visit, Date.parse(heldUntil)))}</p>}
      <div class="links">
        {mayLead && (
          <Form visit={visit} action={`/panel/2fa/${id}/primary`}>
            <Button quiet>{words.makePrimary}</Button>
          </Form>
        )}
        <a href={`${visit.base}/panel/2fa/${id}`}>{words.label}</a>
        <a href={`${visit.base}/panel/2fa/${id}/remove`}>{words.remove}</a>
      </div>
    </section>
  )
}

export function nameOf(visit: Visit, { label, method }: Pick<ShownFactor, 'label' | 'method'>) {
  const { methods } = settingsTexts[visit.language]
  if (label) return label
  return method === 'app' ? visit.policy.appName : methods[method]
}
