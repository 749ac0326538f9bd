import { lookAtColumnsOf } from './findings/look-at-columns.js';
import { lookAtNativeFile } from './findings/look-at-native.js';
import { lookAtColumns, lookAtNative } from './questions.js';

/** What the document child answers about files that go along as they are. */
export const bundleHandlers = {
  [lookAtNative.name]: lookAtNativeFile,
  [lookAtColumns.name]: lookAtColumnsOf,
};
