import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';

/** The very files that run in the sandbox, and what they say of its globals, so that the editor cannot promise what the runtime does not keep. */
const sources = import.meta.glob<string>('/playground-server/sandbox/guest/playground/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function configureTypeScript(): void {
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    lib: ['esnext'],
    types: [],
    strict: true,
    allowNonTsExtensions: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    baseUrl: 'file:///',
    paths: { playground: ['playground/index.ts'] },
  });
  typescriptDefaults.setEagerModelSync(true);
  for (const [path, text] of Object.entries(sources)) {
    typescriptDefaults.addExtraLib(text, `file:///playground/${path.split('/').at(-1)}`);
  }
}
