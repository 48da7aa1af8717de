import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { View } from '#content/truth.ts';
import type { Language } from '#protocol/client-message.ts';

/** What is left out of a comparison, because it cannot come out equal by what it is. */
export interface NotCompared {
  orderings: readonly string[];
  view: View;
  language: Language;
  reason: string;
}

export const NOT_COMPARED: readonly NotCompared[] = [
  {
    orderings: ['f_dep_http_exception', 'f_http_exception_after'],
    view: 'handler',
    language: 'typescript',
    reason: 'FastAPI is Python; the TypeScript handler writes out what FastAPI does before it calls an endpoint.',
  },
];

/** A difference that stays, with its reason. */
export interface KnownDifference {
  orderings: readonly string[] | 'any';
  profiles: readonly ServerProfileName[];
  views: readonly View[];
  reason: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];

/** Orderings that are compared without the way TCP ends, which the kernel decides: the live server shows more than one. */
export const TCP_END_IS_CHANCE: Readonly<Record<string, string>> = {
  big_message:
    'The server ends TCP while the message is still on its way, so the kernel answers the rest with RST, before or behind the Close frame.',
};

export function isCompared(ordering: string, view: View, language: Language): boolean {
  return !NOT_COMPARED.some(
    (rule) => rule.orderings.includes(ordering) && rule.view === view && rule.language === language,
  );
}

export function reasonOf(ordering: string, profile: ServerProfileName, view: View): string | undefined {
  return KNOWN_DIFFERENCES.find(
    (known) =>
      (known.orderings === 'any' || known.orderings.includes(ordering)) &&
      known.profiles.includes(profile) &&
      known.views.includes(view),
  )?.reason;
}
