/** The package has no types of its own: https://pagefind.app/docs/ui/ */
declare module '@pagefind/default-ui' {
  export const PagefindUI: new (options: {
    element: string;
    bundlePath: string;
    baseUrl: string;
    showImages: boolean;
    showSubResults: boolean;
    resetStyles: boolean;
    translations: Record<string, string>;
  }) => object;
}
