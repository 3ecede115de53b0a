import { expect, it } from 'vitest'
import { createPublicFetch, PublicFetchFailed, type UrlRefusal } from './public-fetch.ts'

const publicly = createPublicFetch({ resolve: async () => ['93.184.216.34'] })

it.each<[string, UrlRefusal | null]>([
  ['https://panel.example/hooks?token=x', null],
  ['https://panel.example:8443/', null],
  ['https://93.184.216.34/', null],
  ['HTTPS://PANEL.EXAMPLE/', null],
  ['http://panel.example/', 'not-https'],
  ['https://user@panel.example/', 'credentials'],
  ['https://:secret@panel.example/', 'credentials'],
  ['ftp://panel.example/', 'unreadable'],
  ['file:///etc/passwd', 'unreadable'],
  ['//panel.example/', 'unreadable'],
  ['https:panel.example', 'unreadable'],
  ['https:\\\\panel.example', 'unreadable'],
  ['https://panel.example/a b', 'unreadable'],
  ['https://panel.example/\r\nHost: x', 'unreadable'],
  ['https://pänel.example/', 'unreadable'],
  ['https://', 'unreadable'],
  ['', 'unreadable'],
  [`https://panel.example/${'a'.repeat(2048)}`, 'unreadable'],
])('%s is judged as %s', async (url, refusal) => {
  expect(await publicly.judge(url)).toBe(refusal)
})

it('a name with one address that is not public is not public', async () => {
  const mixed = createPublicFetch({ resolve: async () => ['93.184.216.34', '10.0.0.1'] })
  expect(await mixed.judge('https://panel.example/')).toBe('not-public')
})

it('a name without addresses is unknown, whatever else the resolver says', async () => {
  const none = createPublicFetch({ resolve: async () => ['', 'panel.internal'] })
  expect(await none.judge('https://panel.example/')).toBe('host-unknown')
})

it('http is for addresses that may be reached although they are not public', async () => {
  const local = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })
  expect(await local.judge('http://127.0.0.1:3000/')).toBeNull()
  expect(await local.judge('http://localhost:3000/')).toBeNull()
  expect(await local.judge('http://93.184.216.34/')).toBe('not-https')
  expect(await local.judge('https://127.0.0.2/')).toBe('not-public')
})

it('a fault says nothing of the address', () => {
  expect(new PublicFetchFailed('timeout').message).toBe('The request failed: timeout')
})
