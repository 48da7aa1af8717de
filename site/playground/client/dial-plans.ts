import type { Example } from '#content/example-schema.ts';
import { pathToDial, withQuery } from '../connection/guest-url.ts';
import type { Dialled, LiveRun } from '../live-run.ts';
import { splitSubprotocols, type ClientPlan } from './client-plan.ts';
import { parseScript, type ScriptProblem } from './client-script.ts';

/** The first line of a script that cannot be played. */
export function firstProblem(plans: readonly ClientPlan[]): (ScriptProblem & { client: number }) | undefined {
  for (const [index, { script }] of plans.entries()) {
    const parsed = parseScript(script);
    const [problem] = parsed.ok ? [] : parsed.problems;
    if (problem !== undefined) return { client: index + 1, ...problem };
  }
  return undefined;
}

/** Path and query of a client: as the visitor wrote them, or the handler's first route. */
export function targetOf(plan: ClientPlan, routes: readonly string[], example: Example | undefined, index: number) {
  return withQuery(pathToDial(plan.path, routes, example?.clients[index]?.path ?? ''), plan.query);
}

/** Lets the clients dial at the same moment, or each when the one before has played its script or lost its socket. */
export async function dialPlans(
  run: LiveRun,
  { plans, together, example }: { plans: readonly ClientPlan[]; together: boolean; example: Example | undefined },
): Promise<void> {
  const clients = plans.map((plan, index): Dialled => {
    const script = parseScript(plan.script);
    return {
      path: targetOf(plan, run.routes, example, index),
      protocols: splitSubprotocols(plan.subprotocols),
      script: script.ok ? script.steps : [],
    };
  });
  if (together) {
    await Promise.all(clients.map((client, index) => run.connect(index + 1, client).finished));
    return;
  }
  for (const [index, client] of clients.entries()) {
    if (!run.isCurrent()) return;
    await run.connect(index + 1, client).finished;
  }
}
