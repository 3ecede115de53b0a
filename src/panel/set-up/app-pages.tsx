import type { SetUp } from '../../enrolment/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import { appIn } from '../verify/code-words.ts'
import { Said } from '../verify/verify-page.tsx'
import { ChooseLink, CodeForm, type ConfirmProps } from './confirm-pages.tsx'
import { confirmTexts } from './confirm-texts.ts'

export type TotpSetUp = Extract<SetUp, { readonly secret: string }>
export type AppSetUp = Extract<SetUp, { readonly pairingCode: string }> & {
  /** Of where the app opens with its pairing code. */
  readonly qrSvg: string
}

const CODE_LENGTH = 6

/** The QR code, the typed key, and how it is done step by step. */
export function TotpPage(props: ConfirmProps & { readonly setUp: TotpSetUp }) {
  const { visit, factor, setUp, fault, said = [] } = props
  const { totp } = confirmTexts[visit.language]
  return (
    <Page visit={visit} title={totp.heading}>
      <h1>{totp.heading}</h1>
      <Said lines={said} />
      <p>{totp.scan(visit.policy.siteName)}</p>
      <Qr svg={setUp.qrSvg} label={totp.qr} />
      <p>
        {totp.type}
        <br />
        <code class="secret">{inGroups(setUp.secret)}</code>
      </p>
      <h2>{totp.how}</h2>
      <Steps name={totp.google} steps={totp.googleSteps} />
      <Steps name={totp.microsoft} steps={totp.microsoftSteps} />
      <p class="soft">{totp.other}</p>
      <CodeForm
        visit={visit}
        factor={factor}
        length={CODE_LENGTH}
        label={totp.label}
        fault={fault}
      />
      <p class="links">
        <ChooseLink visit={visit} />
      </p>
      <Help visit={visit} />
    </Page>
  )
}

interface StepsProps {
  readonly name: string
  readonly steps: Readonly<Record<number, string>>
}

function Steps({ name, steps }: StepsProps) {
  return (
    <details>
      <summary>{name}</summary>
      <ol>
        {Object.values(steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  )
}

/** Where the app is, its pairing code, and then the code that it shows. */
export function AppPage(props: ConfirmProps & { readonly setUp: AppSetUp }) {
  const { visit, factor, setUp, fault, said = [] } = props
  const { app } = confirmTexts[visit.language]
  const name = appIn(visit.policy, visit.language)
  const [where = ''] = setUp.pairingUri.split('#')
  return (
    <Page visit={visit} title={app.heading(name)}>
      <h1>{app.heading(name)}</h1>
      <Said lines={said} />
      <ol class="steps">
        <li>
          <p>
            {app.get(name)}
            <br />
            <strong>{where.replace(/^https?:\/\//, '')}</strong>
          </p>
          <p>
            <a href={setUp.pairingUri}>{app.pairHere}</a>
          </p>
        </li>
        <li>
          <p>
            {app.pair}
            <br />
            <code class="digits">{setUp.pairingCode}</code>
          </p>
          <p>{app.qr}:</p>
          <Qr svg={setUp.qrSvg} label={app.qr} />
          <p class="soft">{app.until}</p>
          <p>{app.logIn}</p>
        </li>
        <li>
          <p>{app.then}</p>
          <CodeForm
            visit={visit}
            factor={factor}
            length={visit.policy.codeLength}
            label={app.label(name)}
            fault={fault}
          />
        </li>
      </ol>
      <p class="links">
        <ChooseLink visit={visit} />
      </p>
      <Help visit={visit} />
    </Page>
  )
}

/** Our own drawing, made of what we know: nothing in it was typed by anybody as markup. */
function Qr({ svg, label }: { readonly svg: string; readonly label: string }) {
  return <div class="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />
}

/** Easier to type over from a screen. */
function inGroups(secret: string) {
  return (secret.match(/.{1,4}/g) ?? []).join(' ')
}
