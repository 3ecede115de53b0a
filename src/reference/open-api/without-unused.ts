import type { ApiDocument } from './document.ts'

/** Leaves out answers and examples that nothing refers to: several problems of one status share an answer. */
export function withoutUnused(document: ApiDocument): ApiDocument {
  const { components } = document
  const responses = keepUsed('responses', components.responses, JSON.stringify(document.paths))
  const users = JSON.stringify([document.paths, responses])
  const examples = keepUsed('examples', components.examples, users)
  return { ...document, components: { ...components, responses, examples } }
}

function keepUsed<T>(kind: string, all: Readonly<Record<string, T>>, users: string) {
  const isUsed = (name: string) => users.includes(`"#/components/${kind}/${name}"`)
  return Object.fromEntries(Object.entries(all).filter(([name]) => isUsed(name)))
}
