import type { Visit } from '../visit.ts'
import { appTexts } from './app-texts.ts'

export interface SectionProps {
  readonly visit: Visit
}

/** Not paired: by a code from the panel or the helpdesk, or by name and password (F8). */
export function PairSection({ visit }: SectionProps) {
  const { pair } = appTexts[visit.language]
  return (
    <section data-state="pair" hidden>
      <h2>{pair.heading}</h2>
      <p>{pair.lead(visit.policy.siteName)}</p>
      <p id="to-home-screen" class="notice" hidden>
        {pair.home}
      </p>
      <form id="pair-form" novalidate>
        <div class="field">
          <label for="pairing-code">{pair.code}</label>
          <p class="note" id="pairing-code-note">
            {pair.codeNote}
          </p>
          <input
            id="pairing-code"
            class="pairing"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={40}
            required
            aria-describedby="pairing-code-note pair-fault"
          />
        </div>
        <DeviceName visit={visit} id="device-name" />
        <p id="pair-fault" class="fault" role="alert" />
        <button class="button" type="submit">
          {pair.goOn}
        </button>
      </form>
      <LogIn visit={visit} />
    </section>
  )
}

function DeviceName({ visit, id }: SectionProps & { readonly id: string }) {
  const { pair } = appTexts[visit.language]
  return (
    <div class="field">
      <label for={id}>{pair.name}</label>
      <p class="note" id={`${id}-note`}>
        {pair.nameNote}
      </p>
      <input id={id} autocomplete="off" maxLength={60} required aria-describedby={`${id}-note`} />
    </div>
  )
}

function LogIn({ visit }: SectionProps) {
  const { logIn } = appTexts[visit.language]
  return (
    <details>
      <summary>{logIn.summary}</summary>
      <p>{logIn.lead}</p>
      <form id="log-in-form" novalidate>
        <div class="field">
          <label for="log-in">{logIn.name}</label>
          <input
            id="log-in"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            maxLength={254}
            required
            aria-describedby="log-in-fault"
          />
        </div>
        <div class="field">
          <label for="password">{logIn.password}</label>
          <input
            id="password"
            type="password"
            autocomplete="current-password"
            maxLength={1024}
            required
            aria-describedby="log-in-fault"
          />
        </div>
        <DeviceName visit={visit} id="log-in-device" />
        <p id="log-in-fault" class="fault" role="alert" />
        <button class="button" type="submit">
          {logIn.goOn}
        </button>
      </form>
    </details>
  )
}

/** Whoever has a method already proves that as well, before there is another one. */
export function ProveSection({ visit: { language } }: SectionProps) {
  const { prove } = appTexts[language]
  return (
    <section data-state="prove" hidden>
      <h2>{prove.heading}</h2>
      <p>{prove.lead}</p>
      <form id="proof-form" novalidate>
        <div class="field code">
          <label for="proof" id="proof-asked">
            {prove.code}
          </label>
          <input
            id="proof"
            class="boxes"
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={32}
            required
            aria-describedby="proof-fault"
          />
        </div>
        <p id="proof-fault" class="fault" role="alert" />
        <div class="links">
          <button class="button" type="submit">
            {prove.goOn}
          </button>
          <button class="button second" type="button" id="proof-back">
            {prove.back}
          </button>
        </div>
      </form>
    </section>
  )
}
