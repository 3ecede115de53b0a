import type { TestService } from './test-service.ts'

export interface Seen {
  readonly status: number
  /** Where it ended, without the origin. */
  readonly path: string
  readonly html: string
  /** What a reader sees, on one line. */
  readonly text: string
  readonly headers: Headers
}

/** A person with a browser that keeps cookies and runs no script. */
export interface Visitor {
  get(path: string): Promise<Seen>
  /** Sends the form of the page that was seen last, which has what proves where it came from. */
  post(path: string, form?: Readonly<Record<string, string>>): Promise<Seen>
  /** Sends anything, as somebody would who is not a browser. */
  send(path: string, init: RequestInit): Promise<Seen>
  readonly cookies: Map<string, string>
  readonly last: () => Seen | null
}

export const PASSWORD = 'vier natte fietsen op het dak'

const MOST_REDIRECTS = 10

export function createVisitor({ home }: Pick<TestService, 'home'>, language = 'nl'): Visitor {
  const cookies = new Map<string, string>()
  let last: Seen | null = null

  async function send(path: string, init: RequestInit = {}): Promise<Seen> {
    let address = new URL(path, home)
    let request: RequestInit = init
    for (let hop = 0; hop < MOST_REDIRECTS; hop++) {
      const answer = await fetch(address, {
        ...request,
        redirect: 'manual',
        headers: {
          'accept-language': language,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(request.headers as Record<string, string>),
        },
      })
      keep(cookies, answer.headers)
      const onward = answer.headers.get('location')
      if (onward === null || answer.status < 300 || answer.status > 399) {
        last = await toSeen(address, answer)
        return last
      }
      address = new URL(onward, address)
      request = {}
    }
    throw new Error('Too many redirects')
  }

  return {
    cookies,
    last: () => last,
    send,
    get: (path) => send(path),
    post: (path, form = {}) =>
      send(path, {
        method: 'POST',
        headers: { origin: home, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ csrf: csrfIn(last), ...form }).toString(),
      }),
  }
}

function keep(cookies: Map<string, string>, headers: Headers) {
  for (const line of headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    const isGone = /max-age=0|expires=thu, 01 jan 1970/i.test(line) || value === ''
    if (isGone) cookies.delete(name)
    else cookies.set(name, value)
  }
}

const csrfIn = (seen: Seen | null) =>
  /name="csrf" value="([^"]*)"/.exec(seen?.html ?? '')?.[1] ?? ''

async function toSeen(address: URL, answer: Response): Promise<Seen> {
  const html = await answer.text()
  const text = html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
  const { status, headers } = answer
  return { status, path: address.pathname + address.search, html, text, headers }
}

/** A user of the panel who has a login name and a password, and nothing else yet. */
export async function addUserWithLogin(
  service: TestService,
  { userId = 'anna', name = 'anna', password = PASSWORD, ...user }: NewUser = {},
) {
  const told = { displayName: 'Anna de Vries', emails: [`${userId}@panel.example`], ...user }
  const put = await service.put(`/v1/users/${userId}`, told)
  if (put.status !== 200) throw new Error(put.text)
  const login = await service.put(`/v1/users/${userId}/login`, { name, password })
  if (login.status >= 300) throw new Error(login.text)
}

interface NewUser {
  readonly userId?: string
  readonly name?: string
  readonly password?: string
  readonly displayName?: string
  readonly emails?: string[]
  readonly locale?: string
  readonly role?: 'user' | 'admin'
}

export async function logIn(visitor: Visitor, name = 'anna', password = PASSWORD): Promise<Seen> {
  await visitor.get('/login')
  return visitor.post('/login', { name, password })
}
