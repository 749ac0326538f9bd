import { itemNumber, titleFrom, type Item } from './item.js';

/** A file that came attached to a mail, with the item of the matter that has its bytes, where it was made one. */
export interface AttachedFile {
  /** Of its document. */
  readonly id: string;
  readonly name: string;
  readonly item: Pick<Item, 'id' | 'number' | 'title' | 'state' | 'isPrivileged'> | null;
}

/** Held back wherever its mail goes: it was made an item that is privileged or was withdrawn. */
function staysAway({ item }: AttachedFile): boolean {
  return item !== null && (item.isPrivileged === 1 || item.state === 'withdrawn');
}

/** `1 attachment; goes with its mail`; '' where nothing came attached. */
export function attachmentsText(files: readonly AttachedFile[]): string {
  const count = files.length === 1 ? '1 attachment' : `${files.length} attachments`;
  const going = files.filter((file) => !staysAway(file)).length;
  if (files.length === 0) return '';
  if (going === 0) return `${count}; ${files.length === 1 ? 'does' : 'do'} not go with the mail`;
  if (going < files.length) return `${count}; ${going} of them ${going === 1 ? 'goes' : 'go'} with the mail`;
  return `${count}; ${files.length === 1 ? 'goes with its mail' : 'go with their mail'}`;
}

/** One attachment below its mail: under its own title once it is an item, until then under one made from its name. */
function attachedRow(file: AttachedFile) {
  const { item } = file;
  const why = item?.state === 'withdrawn' ? 'withdrawn' : item?.isPrivileged === 1 ? 'privileged' : null;
  return {
    id: file.id,
    title: item?.title ?? titleFrom(file.name),
    name: file.name,
    item: item === null ? null : { id: item.id, number: itemNumber(item.number) },
    note: why === null ? '' : `${why}: does not go with the mail`,
  };
}

/** One row for each attachment, by its document. */
export function attachedById(files: readonly AttachedFile[]) {
  return new Map(files.map((file) => [file.id, attachedRow(file)]));
}

/** So many are named below their mail; the page of the mail has them all. */
const NAMED = 6;

/** What the row of each mail says of its attachments, by the mail's document. */
export function attachedByMail(files: readonly (AttachedFile & { readonly parentId: string })[]) {
  const byMail = new Map<string, AttachedFile[]>();
  for (const file of files) byMail.set(file.parentId, [...(byMail.get(file.parentId) ?? []), file]);
  return new Map([...byMail].map(([documentId, own]) => [documentId, attachedBelow(own)]));
}

function attachedBelow(files: readonly AttachedFile[]) {
  return {
    text: attachmentsText(files),
    rows: files.slice(0, NAMED).map(attachedRow),
    more: Math.max(0, files.length - NAMED),
  };
}
