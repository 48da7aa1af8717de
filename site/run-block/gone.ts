/** Said by the page itself when it cannot load what would run, and by a run that finds no server. */
export const GONE = '✘ Could not reach the playground, showing the recorded run';
