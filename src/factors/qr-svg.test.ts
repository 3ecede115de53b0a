import { create } from 'qrcode'
import { expect, it } from 'vitest'
import { toQrSvg } from './qr-svg.ts'

it('is black on white, with four modules of white around it', async () => {
  const text = 'otpauth://totp/Callvoip:jan?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const svg = await toQrSvg(text)
  const size = create(text, { errorCorrectionLevel: 'M' }).modules.size + 8
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
  expect(svg).toContain(`viewBox="0 0 ${size} ${size}"`)
  expect(svg).toContain(`fill="#ffffff" d="M0 0h${size}v${size}H0z"`)
  expect(svg).toContain('stroke="#000000" d="M4 4.5h7')
})

it('holds nothing that a page would run or load', async () => {
  const svg = await toQrSvg('otpauth://totp/<script>alert(1)</script>"onload="x')
  expect(svg).not.toMatch(/script|onload|href|style|url\(/i)
})
