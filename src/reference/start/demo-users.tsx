import type { JSX } from 'preact'
import type { DemoUsers } from './demo.ts'
import type { Reader } from './frame.tsx'
import { textsIn } from './texts.ts'

/** Who may enter the console of the demo, with the code that an authenticator would show. */
export function DemoOperatorList({ reader, users }: { reader: Reader; users: DemoUsers }) {
  const { operators: words, users: usersWords } = textsIn[reader.language]
  const roles: Readonly<Record<string, string>> = words.roles
  return (
    <section class="card" aria-labelledby="operators">
      <h2 id="operators">{words.heading}</h2>
      <p>{words.lead}</p>
      <ul>
        {users.operators.names.map((name) => (
          <li key={name}>
            <code>{name}</code>: {roles[name]}
          </li>
        ))}
      </ul>
      <p>
        {usersWords.password} <code>{users.password}</code>
        <br />
        {words.code} <code id="operator-code">{users.operators.code()}</code>
      </p>
      <p>{words.codeNote}</p>
      <p>
        <a href={`${reader.base}/ops`}>{words.logIn}</a>
      </p>
    </section>
  )
}

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
