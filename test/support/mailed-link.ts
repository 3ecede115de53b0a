import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './eventually.ts'
import type { TestService } from './test-service.ts'

/** The newest link to this path in the mails of a demo, as it is behind the address of the service. */
export async function mailedLink({ config }: TestService, path: string): Promise<string> {
  const folder = join(config.dataFolder, 'mail')
  const pattern = new RegExp(`${path}#[\\w.-]+`)
  const link = await eventually(
    async () => (await newestFirst(folder)).map((mail) => pattern.exec(mail)?.[0]).find(Boolean),
    (found) => found !== undefined,
  )
  return link ?? ''
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const mails = await Promise.all(
    names.map(async (name) => {
      const [{ mtimeMs }, text] = await Promise.all([
        stat(join(folder, name)),
        readFile(join(folder, name), 'utf8'),
      ])
      // Quoted-printable: long lines are broken, and that is all there is to undo in a link.
      return { mtimeMs, text: text.replace(/=\r?\n/g, '').replaceAll('=3D', '=') }
    }),
  )
  return mails.sort((one, other) => other.mtimeMs - one.mtimeMs).map(({ text }) => text)
}
