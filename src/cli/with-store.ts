import { readConfig } from '../config.ts'
import { openStore, type Store } from '../store/index.ts'

/** Opens the database of the settings for one act. The service may be running beside it. */
export async function withStore<T>(env: NodeJS.ProcessEnv, act: (store: Store) => Promise<T>) {
  const store = await openStore(readConfig(env).databaseUrl)
  try {
    return await act(store)
  } finally {
    await store.destroy()
  }
}

export function print(line: string) {
  process.stdout.write(`${line}\n`)
}
