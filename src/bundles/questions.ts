import { question } from '../platform/ask.js';
import type { NativeLook } from './findings/look-at-native.js';

/** What a native file carries that its reader would find: tracked changes and comments. */
export const lookAtNative = question<{ readonly path: string }, NativeLook>('bundles.lookAtNative');
