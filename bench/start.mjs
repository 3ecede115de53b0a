import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, symlinkSync } from 'node:fs'

// What is measured is what is shipped: compiled, and loaded by Node itself.
rmSync('bench/dist', { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.bench.json')
for (const from of ['src', 'bench/floors'])
  cpSync(from, `bench/dist/${from}`, { recursive: true, filter: (name) => !/\.tsx?$/.test(name) })
for (const name of ['package.json', 'voice-prompts'])
  symlinkSync(`../../${name}`, `bench/dist/${name}`)
run('bench/dist/bench/run.js', ...process.argv.slice(2))

function run(script, ...words) {
  const { status } = spawnSync(process.execPath, [script, ...words], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
