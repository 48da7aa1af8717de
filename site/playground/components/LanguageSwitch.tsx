import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import type { JSX } from 'preact';
import type { Language } from '#protocol/client-message.ts';
import type { Playground } from '../playground.ts';
import { Icon } from './icons.tsx';

const ORDER: readonly Language[] = ['python', 'typescript'];

/** A language that cannot be had can still be chosen: then `LanguageNotice` says why it is not shown. */
export function LanguageSwitch({ playground }: { playground: Playground }): JSX.Element {
  return (
    <div class="language-switch" role="group" aria-label="Language">
      {ORDER.map((language) => {
        const obstacle = playground.handler.obstacle(language);
        return (
          <button
            key={language}
            type="button"
            aria-pressed={playground.handler.language.value === language}
            aria-disabled={obstacle !== undefined}
            onClick={() => (playground.handler.chosenLanguage.value = language)}
          >
            {LANGUAGE_NAMES[language]}
            {obstacle?.kind === 'off' && <small>off</small>}
          </button>
        );
      })}
    </div>
  );
}

/** Why the chosen language is not shown, or cannot run. */
export function LanguageNotice({ playground }: { playground: Playground }): JSX.Element | null {
  const chosen = playground.handler.chosenLanguage.value;
  const shown = playground.handler.language.value;
  const obstacle = playground.handler.obstacle(chosen) ?? playground.handler.obstacle(shown);
  if (obstacle === undefined) return null;
  return (
    <p class="language-notice" role="status">
      <Icon name="warning" />
      {obstacle.kind === 'not-written' ? (
        <span>
          This example is only in {LANGUAGE_NAMES[shown]}. {obstacle.because}
        </span>
      ) : (
        <span>
          {LANGUAGE_NAMES.python} is off on this server. {obstacle.why}
          {obstacle.command !== undefined && (
            <>
              {' '}
              <code>{obstacle.command}</code> turns it on, before the server starts.
            </>
          )}
        </span>
      )}
    </p>
  );
}
