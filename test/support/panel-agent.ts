import { addAuthenticator, totpAt } from './panel-user.ts'
import { startTestService, type TestService } from './test-service.ts'
import { addUserWithLogin, createVisitor, logIn, type Seen, type Visitor } from './visitor.ts'

export const MINUTE_MS = 60_000
export const because = 'teruggebeld op het bekende nummer'

/** Mails wait in the outbox for a server that is never there. */
export function startHelpdeskPanel(): Promise<TestService> {
  return startTestService({
    env: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'no-reply@panel.example' },
  })
}

/** Somebody with an authenticator, in a browser. */
export interface Known {
  readonly id: string
  readonly secret: string
  readonly visitor: Visitor
}

type NewUser = Parameters<typeof addUserWithLogin>[1]

export async function addKnown(
  service: TestService,
  userId: string,
  { language = 'nl', ...user }: NewUser & { language?: string } = {},
): Promise<Known> {
  await addUserWithLogin(service, {
    userId,
    name: userId,
    displayName: `${userId} Jansen`,
    ...user,
  })
  const { secret } = await addAuthenticator(service, { userId })
  return { id: userId, secret, visitor: createVisitor(service, language) }
}

export async function setHelpdeskUsers(service: TestService, helpdeskUsers: readonly string[]) {
  const changed = await service.patch('/v1/policy', { helpdeskUsers })
  if (changed.status !== 200) throw new Error(changed.text)
}

/** Logs in all the way; a code of an authenticator works once, so that time has to pass before. */
export async function logInWhole(service: TestService, known: Known): Promise<Seen> {
  service.clock.advance(MINUTE_MS)
  await logIn(known.visitor, known.id)
  return prove(service, known)
}

/** Fills in the code that the page asks for. */
export function prove({ clock }: TestService, { secret, visitor }: Known): Promise<Seen> {
  return visitor.post('/verify', { code: totpAt(secret, clock.now()) })
}

/** A helpdesk with Kim and Lee in it, both logged in, and their visitors. */
export async function openHelpdesk(language = 'nl') {
  const service = await startHelpdeskPanel()
  const kim = await addKnown(service, 'kim', { language })
  const lee = await addKnown(service, 'lee', { language })
  await setHelpdeskUsers(service, ['kim', 'lee'])
  for (const agent of [kim, lee]) {
    const { path } = await logInWhole(service, agent)
    if (path !== '/panel') throw new Error(`Expected the panel, not ${path}`)
  }
  return { service, kim, lee }
}

export const pathOf = (userId: string, act = '') =>
  `/helpdesk/users/${encodeURIComponent(userId)}${act && `/${act}`}`

interface Acted {
  readonly userId: string
  readonly act: string
  readonly form?: Readonly<Record<string, string>>
}

/** One act from its form to its end, with what stands in the fields of each page. */
export async function act({ visitor }: Known, { userId, act, form = {} }: Acted): Promise<Seen> {
  const path = pathOf(userId, act)
  const asked = await visitor.get(path)
  if (asked.status !== 200) return asked
  const sure = await visitor.post(path, { reason: because, ...hiddenIn(asked), ...form })
  if (sure.status !== 200) return sure
  return visitor.post(path, { ...hiddenIn(sure), sure: 'yes' })
}

/** Sends a form that no page offered, from within the panel. */
export async function force({ visitor }: Known, path: string, form: Record<string, string>) {
  await visitor.get('/helpdesk')
  return visitor.post(path, form)
}

/** What a browser would send of its own: hidden fields and what is ticked. */
export function hiddenIn({ html }: Seen): Record<string, string> {
  const inputs = html.match(/<input (?:"[^"]*"|[^">])*>/g) ?? []
  const sent = inputs.filter(
    (tag) => / type="(hidden|checkbox)"/.test(tag) && !/ disabled/.test(tag),
  )
  const pairs = sent.map((tag) => ['name', 'value'].map((of) => attributeOf(tag, of)))
  return Object.fromEntries(pairs.filter(([name]) => name !== 'csrf'))
}

function attributeOf(tag: string, name: string) {
  const raw = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return raw.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
