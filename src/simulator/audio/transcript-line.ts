import type { HangUpBy } from '../line/line.ts'

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
