import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Example } from '#content/example-schema.ts';
import type { Language } from '#protocol/client-message.ts';
import type { Side } from './drafts.ts';
import { obstacleTo, shownLanguage, type Unavailable } from './language-choice.ts';

/** The handler that the visitor has in hand: whose it is, in which language, and the server that it is to meet. */
export class Handler {
  readonly examples: readonly Example[];
  readonly slug = signal('');
  /** The visitor's code in each language that the example is written in. */
  readonly sources = signal<Example['code']>({});
  /** What the visitor asked for; `language` is what there is. */
  readonly chosenLanguage = signal<Language>('typescript');
  readonly profile = signal<ServerProfileName>('uvicorn');
  readonly #unavailable: ReadonlySignal<Unavailable>;

  readonly example = computed(() => this.examples.find(({ slug }) => slug === this.slug.value) ?? this.examples[0]);
  readonly language = computed(() =>
    shownLanguage(this.chosenLanguage.value, this.example.value, this.#unavailable.value),
  );
  readonly code = computed(() => this.sources.value[this.language.value] ?? '');
  readonly edited = computed(() => this.code.value !== this.example.value?.code[this.language.value]);

  constructor(examples: readonly Example[], unavailable: ReadonlySignal<Unavailable>) {
    this.examples = examples;
    this.#unavailable = unavailable;
  }

  /** What stands in the way of a language, with this example on this server. */
  obstacle(language: Language) {
    return obstacleTo(language, this.example.value, this.#unavailable.value);
  }

  open({ slug, code }: Example): void {
    batch(() => {
      this.slug.value = slug;
      this.sources.value = code;
    });
  }

  take({ slug, language, code, profile }: Side): void {
    batch(() => {
      this.slug.value = slug;
      this.chosenLanguage.value = language;
      // What the draft lacks has been written since.
      this.sources.value = { ...this.example.value?.code, ...code };
      this.profile.value = profile;
    });
  }

  edit(code: string): void {
    if (code === this.code.peek()) return;
    this.sources.value = { ...this.sources.peek(), [this.language.peek()]: code };
  }

  /** Puts back the code of the language that is shown. */
  reset(): void {
    const original = this.example.value?.code[this.language.value];
    if (original !== undefined) this.edit(original);
  }
}
