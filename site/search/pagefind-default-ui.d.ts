/** The package has no types of its own: https://pagefind.app/docs/ui/ */
declare module '@pagefind/default-ui' {
  export const PagefindUI: new (options: {
    element: string;
    bundlePath: string;
    baseUrl: string;
    showImages: boolean;
    showSubResults: boolean;
    resetStyles: boolean;
    /** https://pagefind.app/docs/ranking/ */
    ranking: { pageLength: number; metaWeights: Record<string, number> };
    translations: Record<string, string>;
    processTerm: (term: string) => string;
    processResult: <Result extends { url: string }>(result: Result) => Result;
  }) => object;
}
