import { WorkbookProblem } from '../../tabular/workbook/workbook-problem.js';
import { UnreadableDocument } from '../reading.js';

/** Why a workbook cannot be read, as of any other document. */
export async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkbookProblem) throw new UnreadableDocument(error.state, error.message);
    throw error;
  }
}
