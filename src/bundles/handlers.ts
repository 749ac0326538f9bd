import { lookAtNativeFile } from './findings/look-at-native.js';
import { lookAtNative } from './questions.js';

/** What the document child answers about files that go along as they are. */
export const bundleHandlers = { [lookAtNative.name]: lookAtNativeFile };
