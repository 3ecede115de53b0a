// What the phones let hear: the very sounds that the call plays, a ring, and the tones of the keys.
const rows = ['123', '456', '789', '*0#']
const low = [697, 770, 852, 941]
const high = [1209, 1336, 1477]
const ringMs = 3000

export function createSpeaker() {
  // Made by the first click or key: a browser lets no sound begin before that.
  let context = null
  const playing = new Map()
  let ringing = null

  const stop = (phone) => {
    playing.get(phone)?.stop()
    playing.delete(phone)
  }

  return {
    wake() {
      context ??= new AudioContext()
      context.resume()
    },

    // Lets `sound` be heard at `phone` instead of what it played; null for silence.
    play(phone, sound) {
      if (playing.get(phone)?.id === sound?.id) return
      stop(phone)
      if (!sound) return
      const stopSound = sound.src ? playFile(context, sound) : speak(sound)
      playing.set(phone, { id: sound.id, stop: stopSound })
    },

    ring(on) {
      if (on === (ringing !== null)) return
      clearInterval(ringing)
      const ringOnce = () => beep(context, [425], { seconds: 1, volume: 0.05 })
      ringing = on ? setInterval(ringOnce, ringMs) : null
      if (on) ringOnce()
    },

    tone(key) {
      const row = rows.findIndex((keys) => keys.includes(key))
      beep(context, [low[row], high[rows[row].indexOf(key)]], { seconds: 0.12, volume: 0.08 })
    },

    silence() {
      for (const phone of [...playing.keys()]) stop(phone)
      this.ring(false)
    },
  }
}

function playFile(context, { src, offsetSeconds }) {
  if (!context) return ignore
  const wantedAt = context.currentTime - offsetSeconds
  const source = context.createBufferSource()
  let stopped = false
  source.connect(context.destination)
  load(context, src).then((buffer) => {
    const offset = context.currentTime - wantedAt
    if (stopped || offset >= buffer.duration) return
    source.buffer = buffer
    source.start(0, offset)
  }, ignore)
  return () => {
    stopped = true
    if (source.buffer) source.stop()
  }
}

async function load(context, src) {
  const answer = await fetch(src)
  return context.decodeAudioData(await answer.arrayBuffer())
}

// The browser reads a <Say> aloud where it can.
function speak({ text, language }) {
  if (!('speechSynthesis' in window)) return ignore
  const words = new SpeechSynthesisUtterance(text)
  if (language) words.lang = language
  speechSynthesis.speak(words)
  return () => speechSynthesis.cancel()
}

function beep(context, frequencies, { seconds, volume }) {
  if (!context) return
  const gain = context.createGain()
  gain.gain.value = volume
  gain.connect(context.destination)
  for (const frequency of frequencies) {
    const tone = context.createOscillator()
    tone.frequency.value = frequency
    tone.connect(gain)
    tone.start()
    tone.stop(context.currentTime + seconds)
  }
}

// A sound that cannot be had is not heard; the transcript still names it.
function ignore() {}
