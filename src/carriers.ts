import { randomBytes } from 'node:crypto'
import type { TwilioAccount, TwilioSettings } from './calls/index.ts'
import type { CarrierConfig, Config } from './config.ts'

/** An account at the simulator of this very service. */
export interface SimulatedAccount {
  readonly accountSid: string
  readonly authToken: string
  /** Who calls, on the simulated phone's screen. */
  readonly from: string
  readonly baseUrl: string
}

/** Made anew at each start: nobody but this process knows it. */
export function createSimulatedAccount({ host, port }: Config): SimulatedAccount {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const authority = reachable.includes(':') ? `[${reachable}]` : reachable
  return {
    accountSid: `AC${randomBytes(16).toString('hex')}`,
    authToken: randomBytes(16).toString('hex'),
    from: '+31850000000',
    baseUrl: `http://${authority}:${port}/simulator`,
  }
}

/** A carrier's settings as its adapter takes them; the simulated one reaches us over loopback. */
export function toTwilio(
  config: Config,
  carrier: CarrierConfig,
  simulated: SimulatedAccount,
): TwilioSettings & TwilioAccount {
  const { name, callsPerSecond, speech, voice } = carrier
  const account = carrier.simulated
    ? { ...simulated, authTokens: [simulated.authToken], from: [simulated.from] }
    : realAccount(carrier)
  return {
    ...account,
    name,
    callsPerSecond,
    publicUrl: () => config.publicUrl,
    speech,
    voice,
  }
}

function realAccount({ accountSid, authTokens, apiKey, from, baseUrl }: CarrierConfig) {
  return {
    accountSid,
    authTokens: authTokens.map((token) => token.reveal()),
    apiKey: apiKey?.id,
    apiSecret: apiKey?.secret.reveal(),
    from,
    baseUrl: baseUrl?.href.replace(/\/$/, ''),
  }
}
