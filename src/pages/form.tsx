import type { ComponentChildren } from 'preact'

/** What a form needs to know of the visit that its page is for. */
export interface Formed {
  /** Path of `PUBLIC_URL`, before every link. */
  readonly base: string
  /** Proves that a form came from a page of ours; empty without a session. */
  readonly csrf: string
}

interface FormProps {
  readonly visit: Formed
  /** Below the path of `PUBLIC_URL`. */
  readonly action: string
  readonly class?: string
  readonly children: ComponentChildren
}

/** Every form: it carries what proves that it came from a page of ours (T22). */
export function Form({ visit, action, children, ...rest }: FormProps) {
  return (
    <form method="post" action={visit.base + action} {...rest}>
      <input type="hidden" name="csrf" value={visit.csrf} />
      {children}
    </form>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password' | 'tel' | 'email'
  readonly value?: string
  readonly autocomplete?: string
  readonly note?: string
  /** What is wrong with it, said where it is. */
  readonly fault?: string | undefined
  readonly maxLength?: number
  readonly required?: boolean
}

export function Field(props: FieldProps) {
  const { name, label, type = 'text', note, fault, autocomplete = 'off', required = true } = props
  const described = [note && `${name}-note`, fault && `${name}-fault`].filter(Boolean).join(' ')
  return (
    <div class={fault ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      {note && (
        <p class="note" id={`${name}-note`}>
          {note}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={props.value}
        autocomplete={autocomplete}
        maxLength={props.maxLength ?? 254}
        required={required}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

interface CodeFieldProps {
  readonly label: string
  readonly length: number
  readonly note: string
  readonly fault?: string | undefined
  /** Recovery codes have letters. */
  readonly letters?: boolean
}

/** One field that looks like boxes: it can be pasted into and filled in by the browser (WCAG F109, H100). */
export function CodeField({ label, length, note, fault, letters = false }: CodeFieldProps) {
  return (
    <div class={fault ? 'field code wrong' : 'field code'}>
      <label for="code">{label}</label>
      <p class="note" id="code-note">
        {note}
      </p>
      <input
        id="code"
        name="code"
        class={letters ? '' : `boxes boxes-${length}`}
        inputMode={letters ? 'text' : 'numeric'}
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck={false}
        maxLength={32}
        required
        aria-describedby={fault ? 'code-note code-fault' : 'code-note'}
        aria-invalid={fault ? 'true' : undefined}
      />
      {fault && (
        <p class="fault" id="code-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}

export function Button({ children, quiet = false, second = false, name, value }: ButtonProps) {
  const looks = quiet ? 'link' : `button${second ? ' second' : ''}`
  return (
    <button class={looks} type="submit" name={name} value={value}>
      {children}
    </button>
  )
}

interface ButtonProps {
  readonly children: ComponentChildren
  /** Looks like a link beside the one thing to do. */
  readonly quiet?: boolean
  /** Not the thing that is most likely wanted. */
  readonly second?: boolean
  readonly name?: string
  readonly value?: string
}

interface NoticeProps {
  readonly kind?: 'bad' | 'good' | 'info'
  readonly children: ComponentChildren
}

/** What a page has to say first; read aloud when it appears. */
export function Notice({ kind = 'info', children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
