/** Raised whenever a page would be judged otherwise: what was found before is then looked for again. */
export const LOOK_VERSION = 6;

/** Why words of a page do not show. */
export const HIDDEN_KINDS = [
  'same-colour',
  'under-box',
  'under-picture',
  'off-page',
  'invisible',
  'recognised',
  'layer',
  'no-opacity',
  'tiny',
] as const;

export type HiddenKind = (typeof HIDDEN_KINDS)[number];
