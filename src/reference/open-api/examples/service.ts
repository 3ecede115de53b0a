export const keySet = {
  keys: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'sk_8b1f6c2e90d34a57b7c8e1d2f3a4b5c6d7e8f901',
      use: 'sig',
      alg: 'EdDSA',
    },
  ],
}

export const metrics = `# HELP belcode_calls_total Calls that reached a status.
# TYPE belcode_calls_total counter
belcode_calls_total{carrier="simulated",status="completed"} 12
`
