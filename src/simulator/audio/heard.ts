import type { HangUpBy } from '../line/line.ts'
import { sampleRate } from './wav.ts'

export type TranscriptKind =
  | 'say'
  | 'play'
  | 'pause'
  | 'listen'
  | 'key'
  | 'beep'
  | 'hang-up'
  | 'warning'
  | 'error'

/** One line of what the callee heard and did; `atSeconds` counts from the moment of answering. */
export interface TranscriptLine {
  readonly atSeconds: number
  readonly kind: TranscriptKind
  readonly text?: string
  readonly url?: string
  readonly language?: string
  /** How long it was heard. */
  readonly seconds?: number
  /** A key, a hang-up or the caller stopped it before its end. */
  readonly interrupted?: true
  /** The key went nowhere: nobody was listening. */
  readonly lost?: true
  readonly by?: HangUpBy | 'document'
  /** Twilio's error or warning. */
  readonly code?: number
}

export type Note = Omit<TranscriptLine, 'atSeconds' | 'seconds' | 'interrupted'>

/** A recorded sound, or a hum where a voice would be: there is no speech synthesis here. */
export type Samples = Int16Array | 'hum'

interface Segment {
  readonly atMs: number
  readonly forMs: number
  readonly samples: Samples
}

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

export function assemble(segments: readonly Segment[], totalMs: number): Int16Array {
  const recording = new Int16Array(toSamples(totalMs))
  for (const { atMs, forMs, samples } of segments) {
    const heard = samples === 'hum' ? hum(forMs) : samples.subarray(0, toSamples(forMs))
    const from = toSamples(atMs)
    if (from < recording.length) recording.set(heard.slice(0, recording.length - from), from)
  }
  return recording
}

function hum(ms: number): Int16Array {
  const turn = (2 * Math.PI * 220) / sampleRate
  return Int16Array.from({ length: toSamples(ms) }, (_, at) => 900 * Math.sin(turn * at))
}

function toSamples(ms: number): number {
  return Math.round((ms * sampleRate) / 1_000)
}

function toSeconds(ms: number): number {
  return Math.round(ms) / 1_000
}
