import type { Note, Samples } from '../audio/transcript-line.ts'
import type { Ear } from '../callee/ear.ts'
import type { Call, Sounding } from '../line/call.ts'
import type { Act } from '../line/line.ts'
import type { Interruption, Talk } from './talk.ts'

export interface Listening {
  /** A key ends the wait; otherwise it is lost. */
  readonly keys: boolean
  readonly forPerson?: boolean
  readonly until?: Promise<unknown>
}

export interface Sound {
  readonly ms: number
  readonly note: Note & { readonly text: string }
  readonly samples: Samples
}

/** Lets time go by on the line, and deals with whatever happens that does not end the wait. */
export async function listen(
  { call, ear }: Talk,
  ms: number,
  { keys, ...wait }: Listening,
): Promise<Interruption | null> {
  const endMs = call.line.nowMs + ms
  for (;;) {
    const act = await call.line.pass(endMs - call.line.nowMs, wait)
    if (!act) return null
    noteAct(call, ear, act, keys)
    const interruption = toInterruption(act)
    if (interruption && (keys || interruption.kind !== 'key')) return interruption
  }
}

export async function hear(talk: Talk, sound: Sound, keys: boolean): Promise<Interruption | null> {
  const { call, ear } = talk
  const id = call.heard.begin(call.line.nowMs, sound.note, sound.samples)
  call.sounding = toSounding(id, call.line.nowMs, sound.note)
  talk.changed()
  const interruption = await listen(talk, sound.ms, { keys })
  call.heard.end(call.line.nowMs, interruption !== null)
  call.sounding = null
  talk.changed()
  if (!interruption) ear.heard(sound.note.text)
  return interruption
}

export async function hearNothing(
  talk: Talk,
  kind: 'pause' | 'listen',
  ms: number,
  listening: Listening,
): Promise<Interruption | null> {
  const { line, heard } = talk.call
  heard.begin(line.nowMs, { kind }, null)
  talk.changed()
  const interruption = await listen(talk, ms, listening)
  heard.end(line.nowMs, interruption !== null)
  return interruption
}

/** Fetches while the callee may hang up; whoever ends the wait ends the fetch. */
export async function fetchMeanwhile<T>(
  talk: Talk,
  keys: boolean,
  fetch: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly fetched: T } | Interruption> {
  const own = new AbortController()
  const stop = () => own.abort()
  talk.signal.addEventListener('abort', stop)
  try {
    const work = fetch(own.signal)
    const interruption = await listen(talk, Number.POSITIVE_INFINITY, { keys, until: work })
    if (interruption) own.abort()
    return interruption ?? { fetched: await work }
  } finally {
    talk.signal.removeEventListener('abort', stop)
  }
}

function noteAct({ line, heard }: Call, ear: Ear, act: Act, keys: boolean): void {
  if (act.kind === 'key') {
    heard.note(line.nowMs, { kind: 'key', text: act.key, ...(!keys && { lost: true }) })
  }
  if (act.kind === 'beep') {
    heard.note(line.nowMs, { kind: 'beep' })
    ear.beeped()
  }
}

function toInterruption(act: Act): Interruption | null {
  if (act.kind === 'hang-up') return { kind: 'over', by: act.by }
  return act.kind === 'key' || act.kind === 'transfer' ? act : null
}

function toSounding(
  id: number,
  sinceMs: number,
  { kind, text, language }: Sound['note'],
): Sounding {
  return { id, kind: kind === 'say' ? 'say' : 'play', text, language: language ?? null, sinceMs }
}
