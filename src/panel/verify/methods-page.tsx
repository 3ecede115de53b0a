import type { FactorMethod } from '../../factors/index.ts'
import { Form } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import type { Visit } from '../visit.ts'
import { methodName } from './code-words.ts'
import { MethodIcon } from './method-icon.tsx'
import { Said } from './verify-page.tsx'
import { verifyTexts } from './verify-texts.ts'

export interface OtherMethod {
  readonly factorId: string
  readonly method: FactorMethod
  /** What its user calls it, or what may be shown of it. */
  readonly label: string
}

interface MethodsPageProps {
  readonly visit: Visit
  readonly methods: readonly OtherMethod[]
  readonly said?: readonly string[]
}

/** Only what is possible now. */
export function MethodsPage({ visit, methods, said = [] }: MethodsPageProps) {
  const { methods: words } = verifyTexts[visit.language]
  return (
    <Page visit={visit} title={words.title}>
      <h1>{words.heading}</h1>
      <Said lines={said} />
      <p>{methods.length > 0 ? words.lead : words.none}</p>
      {methods.length > 0 && (
        <ul class="methods">
          {methods.map((one) => (
            <li key={one.factorId}>
              <Form visit={visit} action="/verify/switch">
                <input type="hidden" name="factorId" value={one.factorId} />
                <button class="method" type="submit">
                  <MethodIcon method={one.method} />
                  <span>
                    <strong>{methodName(visit, one.method)}</strong>
                    {one.label !== '' && one.label !== one.method && (
                      <span class="soft">{one.label}</span>
                    )}
                  </span>
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <p class="links">
        <a href={`${visit.base}/verify`}>{words.back}</a>
      </p>
      <Help visit={visit} />
    </Page>
  )
}
