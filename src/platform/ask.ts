/**
 * A question for the document child, the only process that opens untrusted documents.
 * The type parameters are phantoms: input and output travel as JSON, big results as files.
 */
export interface Question<I, O> {
  readonly name: string;
  readonly input?: I;
  readonly output?: O;
}

export function question<I, O>(name: string): Question<I, O> {
  return { name };
}

export type Progress = (done: number, total: number, note: string) => void;

/** Answers one kind of question inside the document child. */
export type Handler<I, O> = (input: I, progress: Progress) => Promise<O>;

export interface AskOptions {
  /** Wall clock for this document; the child is killed when it is over. */
  readonly timeoutMs?: number;
  /** Resident memory of the child at which it is killed. */
  readonly memoryMb?: number;
  readonly onProgress?: Progress;
}

export interface Asker {
  ask<I, O>(asked: Question<I, O>, input: I, options?: AskOptions): Promise<O>;
  close(): Promise<void>;
}

/** Why the document child gave no answer; `failed` carries the handler's own words. */
export class DocumentChildError extends Error {
  override name = 'DocumentChildError';
  readonly reason: 'timeout' | 'memory' | 'crashed' | 'failed';
  constructor(reason: 'timeout' | 'memory' | 'crashed' | 'failed', message: string) {
    super(message);
    this.reason = reason;
  }
}
