import { assemble, type Segment } from './recording.ts'
import type { Note, Samples, TranscriptLine } from './transcript-line.ts'

interface Sounding {
  readonly sinceMs: number
  readonly line: number
  readonly samples: Samples | null
}

const mostLines = 2_000
const longestRecordingMs = 10 * 60_000

/** Keeps what a callee heard: lines for the transcript, pieces of sound for the recording. */
export class Heard {
  readonly #lines: TranscriptLine[] = []
  readonly #segments: Segment[] = []
  readonly #sounds: Samples[] = []
  #answeredMs: number | null = null
  #sounding: Sounding | null = null

  get lines(): readonly TranscriptLine[] {
    return this.#lines
  }

  answered(nowMs: number): void {
    this.#answeredMs = nowMs
  }

  note(nowMs: number, note: Note): void {
    if (this.#isFull) return
    this.#lines.push({ atSeconds: toSeconds(this.#since(nowMs)), ...note })
  }

  /**
   * A sound, a pause or silence begins; `samples` is null where there is nothing to hear. Gives back
   * the number that `sound` knows it by.
   */
  begin(nowMs: number, note: Note, samples: Samples | null): number {
    if (this.#isFull) return 0
    this.note(nowMs, note)
    this.#sounding = { sinceMs: nowMs, line: this.#lines.length - 1, samples }
    return samples ? this.#sounds.push(samples) : 0
  }

  end(nowMs: number, interrupted: boolean): void {
    const sounding = this.#sounding
    this.#sounding = null
    const line = sounding && this.#lines[sounding.line]
    if (!line) return
    const forMs = nowMs - sounding.sinceMs
    const cut = interrupted ? ({ interrupted: true } as const) : {}
    this.#lines[sounding.line] = { ...line, seconds: toSeconds(forMs), ...cut }
    if (!sounding.samples) return
    this.#segments.push({
      atMs: this.#since(sounding.sinceMs),
      forMs,
      samples: sounding.samples,
    })
  }

  sound(id: number): Int16Array | null {
    const samples = this.#sounds[id - 1]
    return samples && samples !== 'hum' ? samples : null
  }

  /** Everything up to `nowMs` as one piece of sound. */
  record(nowMs: number): Int16Array {
    return assemble(this.#segments, Math.min(this.#since(nowMs), longestRecordingMs))
  }

  /** A call that goes round in circles is written down only so far. */
  get #isFull(): boolean {
    return this.#lines.length >= mostLines
  }

  /** Since the call was answered; nothing before that, and nothing in a call that never was. */
  #since(nowMs: number): number {
    return this.#answeredMs === null ? 0 : Math.max(0, nowMs - this.#answeredMs)
  }
}

function toSeconds(ms: number): number {
  return Math.round(ms) / 1_000
}
