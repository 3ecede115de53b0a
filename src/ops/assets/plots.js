// Draws what the JSON route tells; the table on the page says the same in words.
const { uPlot } = globalThis
const colours = {
  calls: ['#0a569f', '#86bfff'],
  answered: ['#6b4fa0', '#c3a8ff'],
  verified: ['#0c6b3d', '#6fd6a0'],
  refused: ['#a8232d', '#ff9ea5'],
  cost: ['#8a5300', '#ffb55c'],
}
const others = Object.values(colours)
const dashes = { calls: [], answered: [8, 3], verified: [], refused: [2, 3], cost: [] }
const night = matchMedia('(prefers-color-scheme: dark)')
const drawn = new Map()

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

async function drawAll() {
  for (const place of document.querySelectorAll('[data-plot]')) await draw(place)
}

async function draw(place) {
  const answer = await fetch(place.dataset.plot)
  if (!answer.ok || answer.redirected) return
  const told = await answer.json()
  const names = place.dataset.series?.split(' ') ?? Object.keys(told.series)
  const data = [told.at, ...names.map((name) => told.series[name].values)]
  const known = drawn.get(place)
  if (known) return known.setData(data)
  place.replaceChildren()
  drawn.set(place, new uPlot(optionsOf(place, told, names), data, place))
}

function optionsOf(place, { language, series }, names) {
  const side = night.matches ? 1 : 0
  const line = css('--hair')
  const axis = { stroke: css('--soft'), grid: { stroke: line, width: 1 }, ticks: { stroke: line } }
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB'
  const show = (at, options) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Amsterdam', ...options }).format(at * 1000)
  const clock = { hour: '2-digit', minute: '2-digit' }
  const day = { day: 'numeric', month: 'short' }
  return {
    ...sizeOf(place),
    series: [
      { label: '', value: (_, at) => (at === null ? '' : show(at, { ...day, ...clock })) },
      ...names.map((name, index) => ({
        label: series[name].label,
        stroke: (colours[name] ?? others[index % others.length])[side],
        dash: dashes[name] ?? [2 + 2 * index, index],
        width: 2,
        points: { show: false },
        paths: uPlot.paths.stepped({ align: 1 }),
      })),
    ],
    axes: [
      {
        ...axis,
        space: 70,
        values: (_, all, __, ___, step) => all.map((at) => show(at, step >= 86400 ? day : clock)),
      },
      { ...axis, size: 46, values: (_, all) => all.map((one) => one.toLocaleString(locale)) },
    ],
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    cursor: { show: false },
    legend: { live: false },
  }
}

const sizeOf = (place) => ({
  width: Math.max(200, place.clientWidth),
  height: place.classList.contains('small') ? 140 : 220,
})

addEventListener('resize', () => {
  for (const [place, plot] of drawn) plot.setSize(sizeOf(place))
})
night.addEventListener('change', () => {
  for (const plot of drawn.values()) plot.destroy()
  drawn.clear()
  drawAll()
})
document.addEventListener('redrawn', drawAll)
drawAll()
