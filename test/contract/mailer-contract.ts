import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mail, Mailer } from '../../src/notices/index.ts'
import { type ReadMail, readMail } from './mailer-message.ts'

export interface MailWorld {
  readonly mailer: Mailer
  /** What arrived, as bytes; a mail that arrived twice is there once or twice. */
  received(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Who mails come from, in every world. */
export const from = { name: 'Belcode', address: 'no-reply@belcode.example' }

export const mail: Mail = {
  id: 'nt_00000001',
  to: 'jan@panel.example',
  subject: 'Callvoip: één inlogmethode toegevoegd',
  text: 'Goedendag,\n\n.\nWerktelefoon “é”\n.. en een lange regel '.concat('x'.repeat(2000), '\n'),
  html: '<!doctype html><p>Werktelefoon &amp; “é”</p>\n',
}

/** What every mailer owes to those who have something to tell. */
export function mailerContract(name: string, start: () => Promise<MailWorld>) {
  describe(`${name} mailer`, () => {
    let world: MailWorld
    beforeEach(async () => {
      world = await start()
    })
    afterEach(() => world.close())

    const readAll = async () => (await world.received()).map(readMail)
    const readOne = async (): Promise<ReadMail> => {
      const [first, ...others] = await readAll()
      if (!first || others.length > 0) throw new Error(`${others.length + 1} mails`)
      return first
    }

    it('brings a mail to its address, as text and as HTML, letter for letter', async () => {
      expect(await world.mailer.send(mail)).toEqual({ outcome: 'sent' })
      const read = await readOne()
      expect(read.header('to')).toEqual(['jan@panel.example'])
      expect(read.header('from')).toEqual(['Belcode <no-reply@belcode.example>'])
      expect(read.header('subject')).toEqual([mail.subject])
      expect([read.text.trimEnd(), read.html.trimEnd()]).toEqual([
        mail.text.trimEnd(),
        mail.html.trimEnd(),
      ])
    })

    it('says that a machine sent it, and no more of the machine than it must', async () => {
      await world.mailer.send(mail)
      const { header, names } = await readOne()
      expect(header('auto-submitted')).toEqual(['auto-generated'])
      expect([...names].sort()).toEqual([
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ])
    })

    it('names a mail that is sent again as before', async () => {
      await world.mailer.send(mail)
      await world.mailer.send(mail)
      const ids = (await readAll()).flatMap(({ header }) => header('message-id'))
      expect(new Set(ids)).toEqual(new Set(['<nt_00000001@belcode.example>']))
    })

    it('sends many at once, each to its own address', async () => {
      const mails = Array.from({ length: 25 }, (_, n) => ({
        ...mail,
        id: `nt_${n}`,
        to: `user${n}@panel.example`,
      }))
      const outcomes = await Promise.all(mails.map((one) => world.mailer.send(one)))
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['sent']))
      const addresses = (await readAll()).flatMap(({ header }) => header('to'))
      expect(addresses.sort()).toEqual(mails.map(({ to }) => to).sort())
    })

    it.each([
      'Naam\r\nBcc: thief@evil.example',
      'Naam\nBcc: thief@evil.example\n\nbody',
      'Naam\u2028Bcc: thief@evil.example',
      '=?utf-8?q?Naam=0D=0ABcc:_thief@evil.example?=',
      `Naam${' '.repeat(990)}\r\nBcc: thief@evil.example`,
    ])('a subject makes no header of its own: %j', async (subject) => {
      expect(await world.mailer.send({ ...mail, subject })).toEqual({ outcome: 'sent' })
      const { names, header } = await readOne()
      expect(names).not.toContain('bcc')
      expect(names).toHaveLength(8)
      expect(header('to')).toEqual(['jan@panel.example'])
    })

    it.each([
      'jan@panel.example\r\nBcc: thief@evil.example',
      'jan@panel.example>\r\nRCPT TO:<thief@evil.example',
      'jan@panel.example, thief@evil.example',
      'jan@panel.example;thief@evil.example',
      'Jan <thief@evil.example>',
      'nobody',
      '',
    ])('what is not one address is refused and reaches nobody: %j', async (to) => {
      const outcome = await world.mailer.send({ ...mail, to })
      expect(outcome).toEqual({ outcome: 'refused', fault: 'address-invalid' })
      expect(await world.received()).toEqual([])
    })

    it('closes, once or twice, used or not', async () => {
      await world.mailer.close()
      await world.mailer.close()
    })
  })
}
