import { batch, signal } from '@preact/signals';
import type { Example } from '#content/example-schema.ts';
import { MAX_PLANS, type Side } from '../drafts.ts';
import { nextPlan, plansOf, type ClientPlan } from './client-plan.ts';

/** The clients that the page lets dial. */
export class Clients {
  readonly plans = signal<readonly ClientPlan[]>([]);
  /** Whether they dial at the same moment, or each when the one before is done. */
  readonly together = signal(false);

  /** Whether they dial as the example says. */
  areOf(example: Example | undefined): boolean {
    if (example === undefined || this.together.value) return false;
    return JSON.stringify(this.plans.value) === JSON.stringify(plansOf(example));
  }

  open(example: Example): void {
    this.plans.value = plansOf(example);
  }

  take({ plans, together }: Side): void {
    batch(() => {
      this.plans.value = plans;
      this.together.value = together;
    });
  }

  /** A copy of the plan at `index`, or of how the last one dials, while there is room. */
  add(index?: number): void {
    const plans = this.plans.value;
    if (plans.length >= MAX_PLANS) return;
    const copy = index === undefined ? undefined : plans[index];
    this.plans.value = plans.toSpliced((index ?? plans.length - 1) + 1, 0, copy ?? nextPlan(plans));
  }

  remove(index: number): void {
    if (this.plans.value.length > 1) this.plans.value = this.plans.value.toSpliced(index, 1);
  }

  edit(index: number, change: Partial<ClientPlan>): void {
    this.plans.value = this.plans.value.map((plan, at) => (at === index ? { ...plan, ...change } : plan));
  }
}
