import bareHandlers from '#server/sandbox/python/guest/python/_playground/bare_handlers.py?raw';
import seedNames from '#server/sandbox/python/guest/python/_playground/seed_names.py?raw';
import autocoder from '#server/sandbox/python/guest/python/autocoder.py?raw';
import requirements from '#server/sandbox/python/requirements.txt?raw';
import type { GuestTexts } from './project-files.ts';

/** The files themselves, so that a project has what the playground ran. */
export const guestTexts: GuestTexts = { autocoder, bareHandlers, requirements, seedNames };
