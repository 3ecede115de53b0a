import type { appTexts } from './app-texts.ts'

interface CardTemplateProps {
  readonly words: (typeof appTexts)['nl']['card']
}

/** One login. Its script fills the slots with text alone: whoever logs in chose some of it. */
export function CardTemplate({ words }: CardTemplateProps) {
  return (
    <template id="card">
      <article class="login">
        <h2 data-slot="title" tabIndex={-1}>
          ...
        </h2>
        <dl data-slot="origin">
          <div>
            <dt>{words.browser}</dt>
            <dd data-slot="browser" />
          </div>
          <div>
            <dt>{words.address}</dt>
            <dd data-slot="address" />
          </div>
          <div>
            <dt>{words.asked}</dt>
            <dd data-slot="asked" />
          </div>
          <div data-slot="again-row" hidden>
            <dt>{words.again}</dt>
            <dd data-slot="again" />
          </div>
        </dl>
        <div data-slot="open">
          <p class="code">
            <span data-slot="code" aria-hidden="true" />
            <span data-slot="spelled" class="unseen" />
          </p>
          <p class="soft">
            {words.left.before}
            <span data-slot="left" class="left" />
            {words.left.after}
          </p>
          <p data-slot="login">{words.login}</p>
          <p data-slot="enrol">{words.enrol}</p>
        </div>
        <p data-slot="ended" hidden>
          {words.ended}
        </p>
        <div class="links" data-slot="acts">
          <button type="button" class="button" data-act="copy">
            {words.copy}
          </button>
          <button type="button" class="button second" data-act="report">
            {words.notMe}
          </button>
          <button type="button" class="button second" data-act="close" hidden>
            {words.close}
          </button>
        </div>
        <div class="notice bad" data-slot="sure" tabIndex={-1} hidden>
          <p>{words.sure}</p>
          <div class="links">
            <button type="button" class="button" data-act="yes">
              {words.yes}
            </button>
            <button type="button" class="button second" data-act="no">
              {words.no}
            </button>
          </div>
        </div>
      </article>
    </template>
  )
}
