/** Below 800 px: one half at a time, a plain text field, three lanes. The style sheets have the same number. */
export const NARROW = '(width < 50rem)';
