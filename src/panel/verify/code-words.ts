import type { TenantPolicy } from '../../accounts/index.ts'
import type { FactorMethod } from '../../factors/index.ts'
import type { Language } from '../../pages/index.ts'
import type { Visit } from '../visit.ts'
import { verifyTexts } from './verify-texts.ts'

type Named = Pick<TenantPolicy, 'appName'>

const saysApp = ({ appName }: Named) => /\bapp$/i.test(appName)

/** As it stands in a sentence: the Qaller-app. */
export function appIn(policy: Named, language: Language): string {
  if (saysApp(policy)) return policy.appName
  return language === 'nl' ? `${policy.appName}-app` : `${policy.appName} app`
}

/** As it stands above a choice: Qaller App. */
export function appTitle(policy: Named): string {
  return saysApp(policy) ? policy.appName : `${policy.appName} App`
}

export function labelOf({ language, policy }: Visit, method: FactorMethod): string {
  const { code } = verifyTexts[language]
  return method === 'app' ? code.app(appIn(policy, language)) : code[method]
}

export function methodName({ language, policy }: Visit, method: FactorMethod): string {
  const { methods } = verifyTexts[language]
  return method === 'app' ? methods.app(appTitle(policy)) : methods[method]
}
