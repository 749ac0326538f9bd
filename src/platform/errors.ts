/** The thing does not exist, or the actor may not know that it does: both read the same. */
export class NotFoundError extends Error {
  override name = 'NotFoundError';
  readonly status = 404;
  constructor(what: string, id?: string) {
    super(id === undefined ? `No such ${what}.` : `No such ${what}: ${id}`);
  }
}

/** The actor may see the thing but not do this to it. */
export class ForbiddenError extends Error {
  override name = 'ForbiddenError';
  readonly status = 403;
}

/** Someone was there first, or the thing is not in a state that allows this. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  readonly status = 409;
}

/** What is stored is not what was stored: a hash, a chain or a reference does not hold. */
export class IntegrityError extends Error {
  override name = 'IntegrityError';
  readonly status = 500;
}

/** The disk is full: nothing was saved. */
export class StorageError extends Error {
  override name = 'StorageError';
  readonly status = 507;
  constructor() {
    super('The storage is full; nothing was saved. Free some space and try again.');
  }
}
