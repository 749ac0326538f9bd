import { question } from '../platform/ask.js';
import type { ColumnsLook } from './findings/look-at-columns.js';
import type { NativeLook } from './findings/look-at-native.js';

/** What a native file carries that its reader would find: tracked changes and comments. */
export const lookAtNative = question<{ readonly path: string }, NativeLook>('bundles.lookAtNative');

/** What the columns of a file are called, where it is a table; `name` is the file's, for its ending. */
export const lookAtColumns = question<{ readonly path: string; readonly name: string }, ColumnsLook>(
  'bundles.lookAtColumns',
);
