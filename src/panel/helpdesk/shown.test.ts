import { expect, it } from 'vitest'
import { maskMails, toShown } from './shown.ts'

it.each([
  ['Anna de Vries', 'Anna de Vries'],
  ['work phone +31 6 1234 5678', 'work phone …'],
  ['\u202eevil\u2066 name\n', 'evil name'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['of anna.de.vries@panel.example too', 'of a•••@panel.example too'],
])('the name %j is shown as %j', (text, shown) => {
  expect(toShown(text)).toBe(shown)
})

it.each([
  ['anna@panel.example', 'a•••@panel.example'],
  ['a@b', 'a•••@b'],
  ['user-310612345678', 'user-310612345678'],
])('the id %j is shown as %j', (id, shown) => {
  expect(maskMails(id)).toBe(shown)
})
