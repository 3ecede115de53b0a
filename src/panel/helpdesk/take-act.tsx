import { sendPage } from '../../pages/index.ts'
import { goTo } from '../guard.ts'
import type { PanelParts } from '../parts.ts'
import { toMoment } from '../settings/moment.ts'
import { type ActForm, emptyForm, type Filled, faultsOf, readActForm } from './act-form.ts'
import { ActPage } from './act-page.tsx'
import { acts } from './acts.ts'
import { type Doing, refuse, refuseAnew } from './begin-act.tsx'
import { losable, nameOfFactor } from './names.ts'
import { offeredActs, openResetOf } from './offered-acts.ts'
import { PairingPage } from './once-pages.tsx'
import { userPath } from './paths.ts'
import { SurePage } from './sure-page.tsx'

export async function showForm(parts: PanelParts, doing: Doing) {
  const { agent, seen, act, reply } = doing
  const now = parts.challenges.clock.now()
  if (!offeredActs({ agent, seen, now }).includes(act)) return refuse(parts, doing, 'not-now', 409)
  const lost = act === 'complete' ? losable(seen).map(({ id }) => id) : []
  const filled = emptyForm(now, { resetId: openResetOf(seen)?.id ?? '', factorIds: lost })
  const { visit } = agent
  return sendPage(reply, <ActPage {...{ visit, act, seen, filled, now, faults: new Set() }} />)
}

/** Looks at what was filled in, asks whether it is to be done, and does it. */
export async function takeAct(parts: PanelParts, doing: Doing, form: ActForm) {
  const { agent, seen, act, reply } = doing
  const { visit, name } = agent
  const now = parts.challenges.clock.now()
  const filled = readActForm(form)
  const faults = faultsOf(act, filled, now)
  if (faults.size > 0)
    return sendPage(reply, <ActPage {...{ visit, act, seen, filled, now, faults }} />, 422)
  if (form.sure === undefined)
    return sendPage(
      reply,
      <SurePage {...{ visit, act, seen, filled }} what={whatOf(doing, filled)} />,
    )

  const asked = { ...filled, userId: seen.user.id, agent: name }
  const result = await acts[act](parts, visit.caller, asked)
  if ('fault' in result) return refuseAnew(parts, doing, result.fault)
  if ('pairingCode' in result)
    return sendPage(reply, <PairingPage {...{ visit, seen }} {...result} />)
  return goTo(reply, visit, `${userPath(seen.user.id)}?done=${result.done}`)
}

/** What an act is about beside its user, in words. */
function whatOf({ agent: { visit }, seen }: Doing, { until, factorIds }: Filled): string {
  if (until !== null) return toMoment(visit, until)
  const named = losable(seen).filter(({ id }) => factorIds.includes(id))
  return named.map((factor) => nameOfFactor(visit, factor)).join(', ')
}
