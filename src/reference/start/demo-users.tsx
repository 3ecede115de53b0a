import type { JSX } from 'preact'
import type { DemoUsers } from './demo.ts'
import type { Reader } from './frame.tsx'
import { textsIn } from './texts.ts'

/** Whom a newcomer can log in as, and what happens then. */
export function DemoUserList({ reader, users }: { reader: Reader; users: DemoUsers }): JSX.Element {
  const { users: words } = textsIn[reader.language]
  const situations: Readonly<Record<string, string>> = words.situations
  return (
    <section class="card" aria-labelledby="users">
      <h2 id="users">{words.heading}</h2>
      <p>{words.lead}</p>
      <ul>
        {users.names.map((name) => (
          <li key={name}>
            <code>{name}</code>: {situations[name]}
          </li>
        ))}
      </ul>
      <p>
        {words.password} <code>{users.password}</code>
      </p>
      <p>
        <a href={`${reader.base}/login`}>{words.logIn}</a>
      </p>
    </section>
  )
}
