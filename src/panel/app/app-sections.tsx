import { appTexts } from './app-texts.ts'
import type { SectionProps } from './pair-sections.tsx'

/** Paired: the codes, and what can be set on this device. */
export function PairedSection({ visit }: SectionProps) {
  const { waiting, several } = appTexts[visit.language]
  return (
    <section data-state="paired" hidden>
      <p id="link" class="state" role="status" tabIndex={-1} />
      <p id="several" class="notice bad" role="status" hidden>
        {several}
      </p>
      <div id="cards" tabIndex={-1} />
      <div id="waiting" tabIndex={-1} hidden>
        <h2>{waiting.heading}</h2>
        <p data-when="confirmed">{waiting.text(visit.policy.siteName)}</p>
        <p data-when="pending" hidden>
          {waiting.pending}
        </p>
      </div>
      <Pushes visit={visit} />
      <Device visit={visit} />
    </section>
  )
}

function Pushes({ visit: { language } }: SectionProps) {
  const { pushes } = appTexts[language]
  return (
    <div id="pushes" class="part" hidden>
      <h2>{pushes.heading}</h2>
      <div data-pushes="off" hidden>
        <p>{pushes.why}</p>
        <p class="soft">{pushes.private}</p>
        <button type="button" class="button second" id="pushes-on">
          {pushes.on}
        </button>
      </div>
      <div data-pushes="on" hidden>
        <p>
          {pushes.isOn} {pushes.private}
        </p>
        <button type="button" class="button second" id="pushes-off">
          {pushes.off}
        </button>
      </div>
      <p data-pushes="denied" hidden>
        {pushes.denied}
      </p>
    </div>
  )
}

function Device({ visit: { language } }: SectionProps) {
  const { device } = appTexts[language]
  return (
    <div class="part">
      <h2>{device.heading}</h2>
      <p>
        {device.known} <strong id="known-as" />
      </p>
      <div class="links" id="device-acts">
        <button type="button" class="button second" id="install" hidden>
          {device.install}
        </button>
        <button type="button" class="button second" id="leave">
          {device.leave}
        </button>
      </div>
      <div class="notice bad" id="leave-sure" tabIndex={-1} hidden>
        <p>{device.sure}</p>
        <div class="links">
          <button type="button" class="button" id="leave-yes">
            {device.yes}
          </button>
          <button type="button" class="button second" id="leave-no">
            {device.no}
          </button>
        </div>
      </div>
    </div>
  )
}
