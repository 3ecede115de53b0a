import type { ZxcvbnResult } from '@zxcvbn-ts/core'
import { favourites } from './favourites.ts'

/** Why a password cannot be. The words stand in answers and choose texts: never change them. */
export const strengthFaults = [
  'too-short',
  'too-long',
  'known-leaked',
  'is-your-name',
  'too-easy',
] as const
export type StrengthFault = (typeof strengthFaults)[number]

/** Null: nothing is wrong with it. `words` are those that somebody who knows the user would try. */
export type JudgeStrength = (
  password: string,
  words: readonly string[],
) => Promise<StrengthFault | null>

/** NIST SP 800-63B-4 section 3.1.1.2: eight where a second factor follows, and no rules on kinds. */
export const SHORTEST = 8
export const LONGEST = 128

/**
 * As far as it is looked at: longer ones cost a second of everybody's time. Whoever begins with
 * so many easy characters is refused, however it goes on.
 */
const LOOKED_AT = 32
/** Of 4: more than a hundred million guesses. */
const ENOUGH = 3

/** Length, dictionaries and lists of leaked passwords; loaded with the first password that is set. */
export function createStrengthJudge(): JudgeStrength {
  let loading: ReturnType<typeof load> | null = null

  return async (password, words) => {
    const length = lengthOf(password)
    if (length < SHORTEST) return 'too-short'
    if (length > LONGEST) return 'too-long'
    loading ??= load()
    const { score, sequence } = (await loading).check(password, [...words])
    const [first, ...others] = sequence
    if (others.length === 0 && first && isListed(first)) return 'known-leaked'
    if (score >= ENOUGH) return null
    const holdsName = sequence.some((match) => dictionaryOf(match) === 'userInputs')
    return holdsName ? 'is-your-name' : 'too-easy'
  }
}

/** As people count characters. */
export function lengthOf(password: string): number {
  return Array.from(password).length
}

type Match = ZxcvbnResult['sequence'][number]

/** As it stands in the list of leaked ones, whatever its capitals. */
function isListed(match: Match): boolean {
  const isPlain = 'l33t' in match && !match.l33t && !match.reversed
  return isPlain && dictionaryOf(match) === 'passwords-common'
}

function dictionaryOf(match: Match): unknown {
  return 'dictionaryName' in match ? match.dictionaryName : null
}

async function load() {
  const [{ ZxcvbnFactory }, common, dutch] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-nl-be'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...dutch.dictionary, favourites: [...favourites] },
    graphs: common.adjacencyGraphs,
    maxLength: LOOKED_AT,
  })
}
