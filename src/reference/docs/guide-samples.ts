/** Programs of the introduction. They run as they stand, with an address and a key filled in. */
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
const answer = await post(\`/v1/challenges/\${challenge.id}/verify\`, { code: typed })
if (answer.ok) logIn(answer.assertion)
else if (answer.code === 'code-wrong') ask(\`\${answer.attemptsLeft} attempts left\`)
else giveUp(answer.code)`,

    events: `curl -N ${home}/v1/challenges/ch_…/events \\
  -H "Authorization: Bearer $BELCODE_KEY"

id: 1
event: challenge
data: {"id":"ch_…","status":"open","call":{"status":"ringing",…},…}`,

    jose: `import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL('${home}/.well-known/jwks.json'))

const { payload } = await jwtVerify(assertion, keys, {
  issuer: '${home}',
  audience: 'demo', // your tenant
  algorithms: ['EdDSA'],
})

if (payload.sub !== challenge.id) throw new Error('the assertion is for another login')
if (await seenBefore(payload.jti)) throw new Error('the assertion was used before')`,

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
