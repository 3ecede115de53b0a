import { readPolicy } from '../accounts/index.ts'
import type { Store } from '../store/index.ts'
import type { MailTenant } from './mails/render-mail.ts'

/** Whom a mail speaks for, and how they can be reached, as it is now. */
export async function findMailTenant(store: Store, id: string): Promise<MailTenant> {
  const policy = await readPolicy(store, id)
  if (!policy) throw new Error('Expected a notice to have a tenant')
  return { name: policy.siteName, locale: policy.locale, ...policy.support }
}
