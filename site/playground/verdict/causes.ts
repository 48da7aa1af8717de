import type { Cause } from './cause.ts';
import { CAUSES_AFTER_ACCEPT } from './causes-after-accept.ts';
import { CAUSES_BEFORE_ACCEPT } from './causes-before-accept.ts';
import { CAUSES_WHILE_OPEN } from './causes-while-open.ts';

/**
 * Why a connection ended as it did: one row a cause, the first that holds is
 * said. Rows go from what stops everything to what happens in the end.
 */
export const CAUSES: readonly Cause[] = [...CAUSES_WHILE_OPEN, ...CAUSES_BEFORE_ACCEPT, ...CAUSES_AFTER_ACCEPT];
