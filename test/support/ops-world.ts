import { localKeys } from '../../src/local-secrets.ts'
import { createHasher } from '../../src/logins/index.ts'
import { addOperator, type OperatorRole } from '../../src/operators/index.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { dataKey } from '../../src/store/index.ts'
import { totpAt } from './panel-user.ts'
import type { TestService } from './test-service.ts'
import { createVisitor, type Seen, type Visitor } from './visitor.ts'

export const OPS_PASSWORD = 'zeven groene kranen aan de kade'
export const OPS_COOKIE = '__Host-belcode-ops'
const STEP_MS = 30_000

/** What the commands of operators need, on the stores of a service that runs. */
export async function operatorParts({ config, store, clock }: TestService) {
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const pepper = await dataKey(store, keyring, 'password-pepper')
  return { store, clock, hasher: createHasher({ pepper }) }
}

export interface NewOperator {
  readonly name: string
  /** For the first login alone. */
  readonly password: string
  readonly visitor: Visitor
}

export async function addNewOperator(
  service: TestService,
  { name = 'olga', role = 'ops', language = 'nl' }: Partial<Wanted> = {},
): Promise<NewOperator> {
  const added = await addOperator(await operatorParts(service), { name, role, actor: 'test' })
  if (!added) throw new Error(`${name} is there already`)
  return { name, password: added.password, visitor: createVisitor(service, language) }
}

interface Wanted {
  readonly name: string
  readonly role: OperatorRole
  readonly language: string
}

/** Somebody who has been through every step of the first login. */
export interface KnownOperator {
  readonly name: string
  readonly secret: string
  readonly visitor: Visitor
}

export async function logInOperator(
  visitor: Visitor,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<Seen> {
  await visitor.get('/ops/login')
  return visitor.post('/ops/login', { name, password })
}

/** The secret that the page shows to be typed over. */
export function secretOn({ html }: Seen): string {
  const shown = /<p class="secret">([^<]+)<\/p>/.exec(html)?.[1]
  if (!shown) throw new Error('This page shows no secret')
  return shown.replace(/\s/g, '')
}

/** The first login from its beginning to the console. */
export async function addKnownOperator(
  service: TestService,
  wanted: Partial<Wanted> = {},
): Promise<KnownOperator> {
  const { name, password, visitor } = await addNewOperator(service, wanted)
  const asked = await logInOperator(visitor, { name, password })
  const secret = secretOn(asked)
  await visitor.post('/ops/set-up', { code: totpAt(secret, service.clock.now()) })
  const inside = await visitor.post('/ops/password', { old: password, password: OPS_PASSWORD })
  if (!inside.path.startsWith('/ops') || inside.status !== 200) throw new Error(inside.text)
  return { name, secret, visitor }
}

/** A code that was not used yet: a moment passes first. */
export function freshCode({ clock }: TestService, secret: string): string {
  clock.advance(STEP_MS)
  return totpAt(secret, clock.now())
}

/** A later login in a browser of its own. */
export async function logInAgain(
  service: TestService,
  { name, secret }: Pick<KnownOperator, 'name' | 'secret'>,
): Promise<Visitor> {
  const visitor = createVisitor(service)
  await logInOperator(visitor, { name, password: OPS_PASSWORD })
  await visitor.post('/ops/verify', { code: freshCode(service, secret) })
  return visitor
}
