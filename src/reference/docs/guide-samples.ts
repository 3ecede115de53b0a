/**
 * Programs of the introduction. They run as they stand, with an address and a key filled in: see
 * `test/http/reference-samples.test.ts`.
 */
export function guideSamples(home: string) {
  return {
    curl: `curl -X POST ${home}/v1/challenges \\
  -H "Authorization: Bearer $BELCODE_KEY" \\
  -H 'Content-Type: application/json' \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"to": "06 12345678"}'`,

    fetch: `const home = '${home}'

async function post(path, body, idempotencyKey = crypto.randomUUID()) {
  const response = await fetch(home + path, {
    method: 'POST',
    headers: {
      authorization: \`Bearer \${process.env.BELCODE_KEY}\`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  })
  return { ok: response.ok, ...(await response.json()) }
}

// 1. Make the phone ring.
const challenge = await post('/v1/challenges', { to: '06 12345678' })
if (!challenge.ok) throw new Error(challenge.code)

// 2. Check what the user typed.
const answer = await post(\`/v1/challenges/\${challenge.id}/verify\`, { code: await typedCode() })
if (answer.ok) logIn(answer.assertion)
else if (answer.code === 'code-wrong') ask(\`\${answer.attemptsLeft} attempts left\`)
else giveUp(answer.code)`,

    events: `curl -N ${home}/v1/challenges/ch_…/events \\
  -H "Authorization: Bearer $BELCODE_KEY"

id: 1
event: challenge
data: {"id":"ch_…","status":"open","call":{"status":"ringing",…},…}`,

    enrol: `const home = '${home}'

async function ask(method, path, body, headers = {}) {
  const response = await fetch(home + path, {
    method,
    headers: {
      authorization: \`Bearer \${process.env.BELCODE_KEY}\`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  })
  const answer = response.status === 204 ? {} : await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.code), answer)
  return answer
}

// 1. At each login, when the password is right: tell who it is.
const user = await ask('PUT', '/v1/users/jansen', {
  displayName: 'P. Jansen',
  emails: ['p.jansen@panel.example'],
})

// 2. The user has nothing to prove it with yet: add a number, which is called at once.
if (user.enrolment.state === 'none') {
  const factors = '/v1/users/jansen/factors'
  const { factor } = await ask('POST', factors, { method: 'voice', number: '06 12345678' })

  // 3. Nothing counts until the code was typed.
  await ask('POST', \`\${factors}/\${factor.id}/confirm\`, { code: await typedCode() })
}`,

    login: `// 4. At the next login: by the primary factor, or by the one that the user picked.
const challenge = await ask('POST', '/v1/challenges', { userId: 'jansen' })

// 5. A right code yields an assertion: verify it where the session is made.
const verify = \`/v1/challenges/\${challenge.id}/verify\`
const { assertion } = await ask('POST', verify, { code: await typedCode() })`,

    proof: `// 6. Within five minutes, the same assertion lets the user change the factors.
const proof = { proof: assertion }
const { codes } = await ask('POST', '/v1/users/jansen/recovery-codes', undefined, proof)
const totp = await ask('POST', '/v1/users/jansen/factors', { method: 'totp' }, proof)
// totp.qrSvg is for the authenticator; confirm it with the code that it then shows.`,

    jose: `import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL('${home}/.well-known/jwks.json'))
const seen = new Map() // by jti, until when

export async function verifyAssertion(assertion, userId) {
  const { payload } = await jwtVerify(assertion, keys, {
    issuer: '${home}',
    audience: 'demo', // your tenant
    algorithms: ['EdDSA'],
    requiredClaims: ['sub', 'jti', 'exp'],
  })
  if (payload.sub !== userId) throw new Error('the assertion is for somebody else')

  const now = Date.now()
  for (const [jti, until] of seen) if (until < now) seen.delete(jti)
  if (seen.has(payload.jti)) throw new Error('the assertion was used before')
  seen.set(payload.jti, now + 5 * 60_000)
  return payload.amr // how it was proved, such as otp, tel, mfa
}`,

    problem: `HTTP/1.1 422 Unprocessable Content
Content-Type: application/problem+json

{
  "type": "${home}/problems/code-wrong",
  "title": "The code is not right",
  "status": 422,
  "code": "code-wrong",
  "attemptsLeft": 3
}`,

    limits: `HTTP/1.1 429 Too Many Requests
Retry-After: 42
RateLimit-Policy: "number-60s";q=1;w=60, "number-10m";q=3;w=600
RateLimit: "number-60s";r=0;t=42, "number-10m";r=2`,
  }
}
