import { describe, expect, it } from 'vitest'
import { ipSubjects } from './ip-subjects.ts'

const readable = (kind: string, value: string) => `${kind} ${value}`
const of = (address: string) => ipSubjects(address, readable)

describe('ipSubjects', () => {
  it('an IPv4 address stands for itself', () => {
    expect(of('192.0.2.1')).toEqual({ ip: 'ip 192.0.2.1', ipNetwork: null })
  })

  it.each([
    '::ffff:192.0.2.1',
    '::FFFF:192.0.2.1',
    '::ffff:c000:201',
    '0:0:0:0:0:ffff:c000:0201',
    '0000:0000:0000:0000:0000:ffff:192.0.2.1',
  ])('%s is the IPv4 address it holds', (address) => {
    expect(of(address)).toEqual(of('192.0.2.1'))
  })

  it('an IPv6 address stands for its /64 and its /48', () => {
    expect(of('2001:db8:12:34:56:78:9a:bc')).toEqual({
      ip: 'ip 2001:db8:12:34::/64',
      ipNetwork: 'ip-network 2001:db8:12::/48',
    })
  })

  it.each([
    '2001:db8:0:1::1',
    '2001:0DB8:0000:0001:ffff:FFFF:ffff:ffff',
    '2001:db8:0:1:0:0:192.0.2.1',
    '2001:db8::1:0:0:0:1',
    '2001:db8:0:1::',
  ])('%s is in the same /64, however it is written', (address) => {
    expect(of(address)).toEqual({
      ip: 'ip 2001:db8:0:1::/64',
      ipNetwork: 'ip-network 2001:db8:0::/48',
    })
  })

  it('neighbouring /64s share a /48 and nothing else', () => {
    const [one, other] = [of('2001:db8:0:1::1'), of('2001:db8:0:2::1')]
    expect(one?.ip).not.toBe(other?.ip)
    expect(one?.ipNetwork).toBe(other?.ipNetwork)
    expect(of('2001:db8:1:1::1')?.ipNetwork).not.toBe(one?.ipNetwork)
  })

  it('the ends of the address space are addresses', () => {
    expect(of('::')).toEqual({ ip: 'ip 0:0:0:0::/64', ipNetwork: 'ip-network 0:0:0::/48' })
    expect(of('::1')).toEqual(of('::'))
  })

  it.each([
    '',
    'localhost',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.01',
    ' 192.0.2.1',
    '192.0.2.1:80',
    '3221225985',
    'fe80::1%eth0',
    '::ffff:192.0.2.1%1',
    '[2001:db8::1]',
    '2001:db8::1/64',
    '1::2::3',
    '12345::',
    '::ffff:192.0.2.999',
  ])('%j is no address', (text) => {
    expect(of(text)).toBeNull()
  })
})
