import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import type { Document } from '../document-store.js';
import { askListMessages } from '../questions.js';
import type { ListedMessage } from './list-messages.js';
import { deleteMessages, insertMessages } from './mailbox-store.js';

const TIME_MS = 60_000;
const TIME_FOR_A_MEGABYTE_MS = 500;
const AT_ONCE = 500;

/**
 * Lists the messages of a kept mailbox in the document child and records them. Returns how many there are, and how
 * many cannot be chosen. Throws `DocumentChildError` with one sentence.
 */
export async function listMailbox(
  deps: Deps,
  mailbox: Pick<Document, 'id' | 'sha256' | 'bytes'>,
): Promise<{ readonly messages: number; readonly broken: number }> {
  const path = await deps.files.localPath(mailbox.sha256);
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'messages.ndjson');
    const timeoutMs = TIME_MS + Math.ceil(mailbox.bytes / 1_000_000) * TIME_FOR_A_MEGABYTE_MS;
    const { messages } = await deps.asker.ask(askListMessages, { path, out }, { timeoutMs });
    const broken = await record(deps, mailbox.id, out);
    return { messages, broken };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function record(deps: Deps, mailboxId: string, list: string): Promise<number> {
  let broken = 0;
  let batch: ListedMessage[] = [];
  await inTransaction(deps, (tx) => deleteMessages(tx, mailboxId));
  const write = async (): Promise<void> => {
    const some = batch;
    batch = [];
    if (some.length > 0) await inTransaction(deps, (tx) => insertMessages(tx, mailboxId, some));
  };
  for await (const line of createInterface({ input: createReadStream(list), crlfDelay: Infinity })) {
    const message = JSON.parse(line) as ListedMessage; // our own words, written by listMessages
    if (message.reason !== null) broken += 1;
    batch.push(message);
    if (batch.length === AT_ONCE) await write();
  }
  await write();
  return broken;
}
