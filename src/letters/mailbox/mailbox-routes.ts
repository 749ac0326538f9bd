import type { Request, Response, Router } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import type { Document } from '../../documents/document-store.js';
import { listMailboxMessages, type MailboxMessage } from '../../documents/mailbox/mailbox-store.js';
import type { MatterInHand } from '../../matters/matter.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { NotFoundError } from '../../platform/errors.js';
import { dayText } from '../../platform/plain-date.js';
import { fieldError, formError, NO_ERRORS, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { sizeText } from '../../web/upload.js';
import { letterPath } from '../letter-drop.js';
import type { Letter } from '../letter.js';
import { lettersOfDocuments } from '../letter-store.js';
import { logChosen } from './log-chosen.js';

/** The room a mailbox is opened in: a matter's letters, or the Desk. */
export interface MailboxRoom {
  /** Where its letters are listed, inside the app. */
  readonly path: (res: Response) => string;
  /** The mailbox, to those who may see it; to anyone else it does not exist. */
  readonly mailboxOf: (req: Request, res: Response) => Promise<Document>;
  /** The matter that chosen messages go to; null for none. */
  readonly matterOf: (res: Response) => MatterInHand | null;
  readonly canWrite: (res: Response) => boolean;
  /** Throws where the account may not add letters here. */
  readonly requireWriter: (res: Response) => void;
}

const PAGE_SIZE = 50;

export function addMailboxRoutes(routes: Router, deps: Deps, room: MailboxRoom): void {
  routes.get('/mailboxes/:documentId', (req, res) => showMailbox(deps, room, req, res, 200, NO_ERRORS));
  routes.post('/mailboxes/:documentId', async (req, res) => {
    room.requireWriter(res);
    const mailbox = await mailboxIn(room, req, res);
    const { _csrf: _token, ...fields } = typed(req.body);
    const places = Object.keys(fields).map((name) => Number(/^message-([1-9]\d{0,6})$/.exec(name)?.[1] ?? 0));
    const unknown = Object.keys(fields).find((_, index) => places[index] === 0);
    if (unknown !== undefined)
      return showMailbox(
        deps,
        room,
        req,
        res,
        422,
        formError(`This form has a field that is not known: ${unknown}. Nothing was saved.`),
      );
    if (places.length === 0 || places.length > PAGE_SIZE)
      return showMailbox(
        deps,
        room,
        req,
        res,
        422,
        fieldError('messages', `Choose from one to ${PAGE_SIZE} messages`),
      );
    try {
      const letters = await logChosen(deps, { mailbox, places }, room.matterOf(res), actorIn(res));
      const left = places.length - letters.length;
      const rest = left === 0 ? '' : ` ${left} of those chosen could not be, or were logged before.`;
      const count =
        letters.length === 1 ? '1 message is now a letter' : `${letters.length} messages are now letters`;
      const none = 'None is a new letter: each was logged before, perhaps by someone else just now.';
      flash(req, left === 0 ? 'done' : 'warn', letters.length === 0 ? none : `${count}.${rest}`);
      const [only] = letters;
      const list = `${room.path(res)}/mailboxes/${mailbox.id}`;
      goTo(res, only === undefined ? list : letters.length === 1 ? letterPath(only.letter) : room.path(res));
    } catch (error) {
      if (!(error instanceof DocumentChildError)) throw error;
      await showMailbox(deps, room, req, res, 422, formError(error.message));
    }
  });
}

async function mailboxIn(room: MailboxRoom, req: Request, res: Response): Promise<Document> {
  const document = await room.mailboxOf(req, res);
  if (document.mediaType !== 'application/mbox') throw new NotFoundError('mailbox', document.id);
  return document;
}

async function showMailbox(
  deps: Deps,
  room: MailboxRoom,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
): Promise<void> {
  const mailbox = await mailboxIn(room, req, res);
  const page = Math.max(1, Number(/^\d{1,5}$/.exec(queryText(req, 'page') ?? '')?.[0] ?? 1));
  const find = (queryText(req, 'find') ?? '').trim().slice(0, 100);
  const slice = { find, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE };
  const { messages, total } = await listMailboxMessages(deps.db, mailbox.id, slice);
  const letters = await lettersOfDocuments(
    deps.db,
    messages.flatMap((one) => one.chosenAs ?? []),
  );
  const path = `${room.path(res)}/mailboxes/${mailbox.id}`;
  renderPage(
    req,
    res,
    'letters/mailbox',
    {
      title: mailbox.name,
      ...(room.matterOf(res) ? { tab: 'letters' as const } : { section: 'desk' as const }),
      status,
    },
    {
      mailbox: { id: mailbox.id, name: mailbox.name, size: sizeText(mailbox.bytes), sha256: mailbox.sha256 },
      path,
      lettersPath: room.path(res),
      messages: messages.map((message) => messageView(message, letters.get(message.chosenAs ?? ''))),
      pagination: { page, pageSize: PAGE_SIZE, total, query: { find }, noun: 'messages' },
      find,
      canWrite: room.canWrite(res),
      errors,
      values: status === 200 ? {} : typed(req.body),
    },
  );
}

function messageView(message: MailboxMessage, letter: Pick<Letter, 'id' | 'matterId'> | undefined) {
  const { place, sender, subject, datedOn, datedTime, datedZone, bytes, reason, chosenAs } = message;
  const hour = datedTime === null ? '' : `, ${datedTime}${datedZone === null ? '' : ` UTC${datedZone}`}`;
  return {
    place,
    sender: sender ?? 'no sender named',
    subject: subject ?? 'no subject',
    day: datedOn === null ? 'no date that can be read' : `${dayText(datedOn)}${hour}`,
    size: sizeText(bytes),
    reason,
    chosenPath: letter ? letterPath(letter) : chosenAs && `/documents/${chosenAs}`,
  };
}
