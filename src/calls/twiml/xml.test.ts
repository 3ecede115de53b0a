import { expect, it } from 'vitest'
import { toXmlText } from './xml.ts'

it('keeps letters of any language, tabs and line ends', () => {
  expect(toXmlText('één 中 👋\t\r\n')).toBe('één 中 👋\t\r\n')
})

it('escapes what has a meaning in an element or an attribute', () => {
  expect(toXmlText(`<a b="c" d='e'>&amp;]]>`)).toBe(
    '&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;amp;]]&gt;',
  )
})

it('leaves out what XML cannot hold', () => {
  expect(toXmlText('a\u0000b\u0001c\u001fd\u000be\ud800f\udfffg\ufffeh\uffffi')).toBe('abcdefghi')
})
