/** Files and folders that a system or a program makes for itself beside the documents of a person. */
const MADE_BY_A_SYSTEM: readonly (readonly [name: RegExp, what: string])[] = [
  [/^(?:eh)?thumbs\.db$/i, 'a system file: Windows keeps small pictures of the folder in it'],
  [/^desktop\.ini$/i, 'a system file: Windows keeps how the folder looks in it'],
  [/^\.ds_store$/i, 'a system file: macOS keeps how the folder looks in it'],
  [/^\._/, 'a system file: macOS keeps what it knows of the file of the same name in it'],
  [/^(?:__macosx|\.spotlight-v100|\.trashes|\.fseventsd)$/i, 'a system folder of macOS'],
  [/^icon\r$/i, 'a system file: macOS keeps the picture of the folder in it'],
  [/^(?:\$recycle\.bin|system volume information)$/i, 'a system folder of Windows'],
  [/^~\$/, 'a lock file: Office makes one while it has the document of that name open'],
  [/^\.~lock\..*#$/, 'a lock file: LibreOffice makes one while it has the document of that name open'],
];

/**
 * What a file is by its name where no person wrote it, in words that follow “left out: NAME, ”; null for every other.
 * Only whole names that nobody gives a document count.
 */
export function systemFileWords(name: string): string | null {
  const own = name.split('/').at(-1) ?? name;
  return MADE_BY_A_SYSTEM.find(([pattern]) => pattern.test(own))?.[1] ?? null;
}
