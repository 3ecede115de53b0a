import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { drawTotpSecret, matchStep, toOtpauthUri, toQrSvg } from '../../src/factors/index.ts'
import { requireChromium } from '../support/requirements.ts'

/** Other people's programs agree with us: Debian's authenticator, a real browser, a scanner. */

const oathtool = requireProgram('oathtool', 'oathtool')
const zbarimg = requireProgram('zbarimg', 'zbar-tools')
const { path: executablePath } = requireChromium()

/** A program, or null where the tests with it have to be skipped; with `CI=true` nothing is. */
function requireProgram(name: string, debianPackage: string): string | null {
  const path = `/usr/bin/${name}`
  try {
    accessSync(path, constants.X_OK)
    return path
  } catch {
    const missing = `These tests need ${name} (Debian: apt-get install ${debianPackage}).`
    if (process.env.CI === 'true') throw new Error(missing)
    process.stderr.write(`\n${missing}\n\n`)
    return null
  }
}

const now = Date.UTC(2026, 0, 15, 9)

/** The code of oathtool, which reads the secret from its standard input. */
function codeOf(secret: string, at: number) {
  const moment = new Date(at).toISOString().replace('T', ' ').replace(/\..*/, ' UTC')
  const words = ['--totp', '--base32', `--now=${moment}`, '-']
  const { stdout, status, stderr } = spawnSync(oathtool ?? '', words, {
    input: secret,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`oathtool failed: ${stderr}`)
  return stdout.trim()
}

describe.skipIf(!oathtool)('the authenticator of Debian', () => {
  it('is believed for fifty secrets, each at another time', () => {
    for (let turn = 0; turn < 50; turn++) {
      const secret = drawTotpSecret()
      const at = now + turn * 86_399_000
      expect(matchStep(secret, codeOf(secret, at), at)).toBe(Math.floor(at / 30_000))
    }
  })

  it('is believed when its clock is thirty seconds off, and not when it is sixty', () => {
    const secret = drawTotpSecret()
    const step = now / 30_000
    const offsets = [-60, -30, 0, 30, 60]
    const matched = offsets.map((offset) =>
      matchStep(secret, codeOf(secret, now + offset * 1000), now),
    )
    expect(matched).toEqual([null, step - 1, step, step + 1, null])
  })
})

describe.skipIf(!zbarimg || !executablePath)('the QR code, drawn by a browser', () => {
  it.each([
    ['short names', 'Callvoip', 'Jan de Boer'],
    ['names with signs', 'Bäckerei & Söhne: ☎', 'jan+test@example.org'],
    ['the longest names', '字'.repeat(128), '👩‍💻'.repeat(40)],
  ])('is read back by a scanner: %s', async (_what, issuer, account) => {
    const secret = drawTotpSecret()
    const uri = toOtpauthUri({ issuer, account, secret })
    const read = scan(await photograph(await toQrSvg(uri)))
    expect(read).toBe(uri)
    expect(new URL(read).searchParams.get('secret')).toBe(secret)
  })

  it.skipIf(!oathtool)('holds the secret whose codes are right', async () => {
    const secret = drawTotpSecret()
    const uri = toOtpauthUri({ issuer: 'Callvoip', account: 'jan', secret })
    const read = scan(await photograph(await toQrSvg(uri)))
    const scanned = new URL(read).searchParams.get('secret') ?? ''
    expect(matchStep(secret, codeOf(scanned, now), now)).toBe(now / 30_000)
  })
})

/** On a dark page, as a user with dark mode has it: the code brings its own white. */
async function photograph(svg: string): Promise<Buffer> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? undefined,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } })
    await page.setContent(`<body style="background:#111"><div style="width:800px">${svg}</div>`)
    return await page.screenshot()
  } finally {
    await browser.close()
  }
}

function scan(png: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-qr-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'code.png')
  writeFileSync(file, png)
  const { stdout, stderr, status } = spawnSync(zbarimg ?? '', ['--quiet', '--raw', file], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the scanner found nothing: ${stderr}`)
  return stdout.trim()
}
