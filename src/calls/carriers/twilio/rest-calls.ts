import type { ClientOpts } from 'twilio/lib/base/BaseTwilio.js'
import { type Fault, toFault } from './errors.ts'
import { createHttpClient } from './http-client.ts'
import type { TwilioSettings } from './settings.ts'

type Sdk = typeof import('twilio')
export type Calls = ReturnType<Sdk>['calls']

export type Attempt<Result> =
  | { readonly done: true; readonly result: Result }
  | { readonly done: false; readonly fault: Fault }

/** Makes one request through the SDK. What it throws ends here, and only a fault comes out. */
export type Ask = <Result>(request: (calls: Calls) => Promise<Result>) => Promise<Attempt<Result>>

export function createAsk(settings: TwilioSettings, deadlineMs: number): Ask {
  const httpClient = createHttpClient({ baseUrl: settings.baseUrl, deadlineMs })
  let loading: Promise<Calls> | undefined

  return async (request) => {
    try {
      loading ??= loadCalls(settings, httpClient)
      return { done: true, result: await request(await loading) }
    } catch (error) {
      return { done: false, fault: toFault(error) }
    }
  }
}

/** The SDK takes 220 ms to load, so it waits for the first call. */
async function loadCalls(
  { accountSid, authTokens, apiKey, apiSecret }: TwilioSettings,
  httpClient: ReturnType<typeof createHttpClient>,
): Promise<Calls> {
  const { default: createClient } = await import('twilio')
  const [user, password] =
    apiKey && apiSecret ? [apiKey, apiSecret] : [accountSid, authTokens[0] ?? '']

  const options: ClientOpts = {
    accountSid,
    // Its type is a class with private parts; the SDK calls nothing but `request`.
    httpClient: httpClient as unknown as NonNullable<ClientOpts['httpClient']>,
    autoRetry: false,
  }
  return createClient(user, password, options).calls
}
