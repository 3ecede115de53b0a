const words: readonly (readonly string[])[] = [
  ['nul', 'zero', 'oh', 'null', 'zéro'],
  ['een', 'één', 'one', 'eins', 'un', 'une'],
  ['twee', 'two', 'zwei', 'zwo', 'deux'],
  ['drie', 'three', 'drei', 'trois'],
  ['vier', 'four', 'quatre'],
  ['vijf', 'five', 'fünf', 'cinq'],
  ['zes', 'six', 'sechs'],
  ['zeven', 'seven', 'sieben', 'sept'],
  ['acht', 'eight', 'huit'],
  ['negen', 'nine', 'neun', 'neuf'],
]
const digitOfWord = new Map(words.flatMap((row, digit) => row.map((word) => [word, `${digit}`])))

/**
 * The digit that a sound speaks when it speaks one digit and nothing else: a file such as
 * `digit-4.wav` or `digit-4-last.wav`, or a `<Say>` of the word alone. Otherwise null.
 */
export function spokenDigit(text: string): string | null {
  const file = /^digit-([0-9])(?:[-.][\w-]*)?$/.exec(text)
  if (file?.[1]) return file[1]
  const word = text.toLowerCase().replace(/[\s.,;:!?…]/gu, '')
  return /^[0-9]$/.test(word) ? word : (digitOfWord.get(word) ?? null)
}
