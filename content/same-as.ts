// Runs in the browser and at build time.

/** Examples that gave every client what a real server gave it on that day. */
export interface ComparedExamples {
  profile: string;
  /** `uvicorn 0.54` */
  server: string;
  /** `2026-11-28` */
  checkedOn: string;
  /** `<slug> <language>` */
  examples: readonly string[];
}

export interface SameAs {
  server: string;
  checkedOn: string;
}

/** `undefined` for an example that was not compared, or was not the same. */
export function sameAs(
  compared: readonly ComparedExamples[],
  { slug, language, profile }: { slug: string; language: string; profile: string },
): SameAs | undefined {
  return compared.find((group) => group.profile === profile && group.examples.includes(`${slug} ${language}`));
}

export function sameAsText({ server, checkedOn }: SameAs): string {
  return `Same as ${server}, checked on ${checkedOn}`;
}
