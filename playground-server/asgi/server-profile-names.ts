// Runs in the browser and on the server. No DOM, no node: imports.

export const SERVER_PROFILE_NAMES = ['uvicorn', 'uvicorn-wsproto', 'uvicorn-legacy', 'hypercorn', 'daphne'] as const;
export type ServerProfileName = (typeof SERVER_PROFILE_NAMES)[number];
