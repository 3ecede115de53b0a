import { digitPrompt, type PromptId } from './catalogue.ts'

/**
 * The code twice, about one digit a second, in two groups. Silence after the last digit, and nothing
 * with digits behind it: what is said right after a list is what makes people forget it.
 */
export function readTwice(code: string): PromptId[] {
  const once = readOnce(code)
  return [...once, 'silence-1200ms', 'code-again', 'silence-600ms', ...once, 'silence-1500ms']
}

function readOnce(code: string): PromptId[] {
  const firstGroup = Math.ceil(code.length / 2)
  return Array.from(code).flatMap((digit, index) => {
    if (index === 0) return [digitPrompt(digit)]
    return [index === firstGroup ? 'silence-1000ms' : 'silence-600ms', digitPrompt(digit)]
  })
}
