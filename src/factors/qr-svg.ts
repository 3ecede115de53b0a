import { toString as draw } from 'qrcode'

/** Modules of white around it, without which scanners do not find it (ISO/IEC 18004 section 9.1). */
const QUIET_ZONE = 4

/** A QR code as an SVG document: black on white whatever the page looks like, sized by the page. */
export function toQrSvg(text: string): Promise<string> {
  return draw(text, {
    type: 'svg',
    margin: QUIET_ZONE,
    errorCorrectionLevel: 'M',
    color: { dark: '#000000', light: '#ffffff' },
  })
}
