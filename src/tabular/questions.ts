import { question } from '../platform/ask.js';
import type { FirstRows, TableProfile } from './profile-table.js';

export const askTableProfile = question<{ path: string }, TableProfile>('table.profile');

/** The first `count` rows. */
export const askTableRows = question<{ path: string; count: number }, FirstRows>('table.rows');
