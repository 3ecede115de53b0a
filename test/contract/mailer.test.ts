import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFileMailer, createSmtpMailer } from '../../src/notices/index.ts'
import { Secret } from '../../src/platform/secret.ts'
import { freePort } from '../support/free-port.ts'
import { from, type MailWorld, mail, mailerContract } from './mailer-contract.ts'

const USER = 'belcode@panel.example'
const PASSWORD = 'right: p@ss/word'
const login = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@`

interface SmtpWorld extends MailWorld {
  readonly port: number
  readonly connections: () => number
  readonly recipients: readonly string[]
}

/** A real SMTP server that wants a password, unless it is told otherwise. */
async function startSmtp(
  options: SMTPServerOptions = {},
  urlOf = (port: number) => `smtp://${login}127.0.0.1:${port}`,
): Promise<SmtpWorld> {
  const received: string[] = []
  const recipients: string[] = []
  let connections = 0
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1
      done()
    },
    onAuth({ username, password }, _session, done) {
      const isRight = username === USER && password === PASSWORD
      done(isRight ? null : new Error('no'), isRight ? { user: USER } : undefined)
    },
    onRcptTo({ address }, _session, done) {
      recipients.push(address)
      done()
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString())
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const mailer = createSmtpMailer({ url: new Secret(urlOf(port)), from, deadlineMs: 2000 })
  return {
    ...{ mailer, port, recipients, connections: () => connections },
    received: async () => received,
    async close() {
      await mailer.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

mailerContract('SMTP', () => startSmtp())

mailerContract('file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-mail-'))
  const mails = join(folder, 'mail')
  return {
    mailer: createFileMailer({ folder: mails, from }),
    received: async () => filesIn(mails).map((name) => readFileSync(join(mails, name), 'utf8')),
    async close() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

function filesIn(folder: string) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

it('files are for their owner alone, and stay in their folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-mail-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const mailer = createFileMailer({ folder: join(folder, 'mail'), from })
  await mailer.send(mail)
  expect(statSync(join(folder, 'mail', `${mail.id}.eml`)).mode & 0o777).toBe(0o600)
  await expect(mailer.send({ ...mail, id: '../outside' })).rejects.toThrow(/letters and digits/)
  expect(readdirSync(folder)).toEqual(['mail'])
})

describe('an SMTP mailer', () => {
  async function start(...options: Parameters<typeof startSmtp>) {
    const world = await startSmtp(...options)
    onTestFinished(() => world.close())
    return world
  }
  const refuse = (code: number): SMTPServerOptions['onRcptTo'] => {
    return ({ address }, _session, done) =>
      done(Object.assign(new Error(`${address} is not wanted`), { responseCode: code }))
  }

  it('gives the server one recipient, whatever the headers say', async () => {
    const { mailer, recipients } = await start()
    await mailer.send({ ...mail, subject: 'To: thief@evil.example' })
    expect(recipients).toEqual([mail.to])
  })

  it('sends many mails over few connections', async () => {
    const { mailer, connections, received } = await start()
    const mails = Array.from({ length: 30 }, (_, n) => ({ ...mail, id: `nt_${n}` }))
    await Promise.all(mails.map((one) => mailer.send(one)))
    expect(await received()).toHaveLength(30)
    expect(connections()).toBeLessThanOrEqual(4)
  })

  it.each([550, 553, 521])('a recipient refused with %d is refused for good', async (code) => {
    const { mailer } = await start({ onRcptTo: refuse(code) })
    expect(await mailer.send(mail)).toEqual({ outcome: 'refused', fault: `smtp-${code}` })
  })

  it.each([421, 450, 452])('one refused with %d may be tried again', async (code) => {
    const { mailer } = await start({ onRcptTo: refuse(code) })
    expect(await mailer.send(mail)).toEqual({ outcome: 'failed', fault: `smtp-${code}` })
  })

  it('a message that the server will not have is refused for good', async () => {
    const { mailer } = await start({
      onData(stream, _session, done) {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 })))
      },
    })
    expect(await mailer.send(mail)).toEqual({ outcome: 'refused', fault: 'smtp-554' })
  })

  it('a wrong password is no fault of the mail, and is not told to anybody', async () => {
    const { mailer } = await start({}, (port) => `smtp://x:wrong-word@127.0.0.1:${port}`)
    const outcome = await mailer.send(mail)
    expect(outcome).toEqual({ outcome: 'failed', fault: 'smtp-535' })
  })

  it('mails again when the server is back', async () => {
    const world = await startSmtp()
    await world.close()
    const outcome = await world.mailer.send(mail)
    expect(outcome).toMatchObject({ outcome: 'failed', fault: expect.stringMatching(/^e[a-z]+$/) })
    await world.mailer.close()
  })

  it('does not talk to a server whose certificate nobody vouches for', async () => {
    const { mailer, received } = await start({ secure: true }, (port) => {
      return `smtps://${login}127.0.0.1:${port}`
    })
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'failed' })
    expect(await received()).toEqual([])
  })

  it.each<[string, string | null]>([
    ['never says anything', null],
    ['speaks a byte now and then', '2'],
  ])('gives up a server that %s within its deadline', async (_what, drip) => {
    const port = await startSilent(drip)
    const mailer = createSmtpMailer({
      ...{ url: new Secret(`smtp://127.0.0.1:${port}`), from, deadlineMs: 400 },
    })
    const startedAt = performance.now()
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'failed' })
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await mailer.close()
  })
})

async function startSilent(drip: string | null): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    if (drip === null) return
    const timer = setInterval(() => socket.write(drip), 50)
    socket.on('close', () => clearInterval(timer))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  onTestFinished(() => void server.close())
  return port
}
