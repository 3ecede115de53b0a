import { texts } from '../../pages/index.ts'
import type { Visit } from '../visit.ts'

const words = texts({
  nl: {
    question:
      'Lukt het niet of heb je vragen? Of heb je je 2FA app verwijderd en kom je er niet meer in?',
    phone: (phone: string) => `Bel de helpdesk: ${phone}`,
    mail: (mail: string) => `Mail de helpdesk: ${mail}`,
    none: 'Neem contact op met je aanbieder.',
  },
  en: {
    question: 'Does it not work, or do you have questions? Or have you removed your 2FA app?',
    phone: (phone: string) => `Call the helpdesk: ${phone}`,
    mail: (mail: string) => `Mail the helpdesk: ${mail}`,
    none: 'Please contact your provider.',
  },
})

/** Where a person turns to who cannot get in: the tenant's own helpdesk. */
export function Help({ visit: { language, policy } }: { readonly visit: Visit }) {
  const { question, phone, mail, none } = words[language]
  const { support } = policy
  return (
    <aside class="help">
      <p>{question}</p>
      {support.phone && (
        <p>
          <a href={`tel:${support.phone.replace(/[^+0-9]/g, '')}`}>{phone(support.phone)}</a>
        </p>
      )}
      {support.mail && (
        <p>
          <a href={`mailto:${support.mail}`}>{mail(support.mail)}</a>
        </p>
      )}
      {!support.phone && !support.mail && <p>{none}</p>}
    </aside>
  )
}
