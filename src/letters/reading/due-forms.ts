import { matches, type Form } from './form.js';

const PAYABLE =
  /\b(?:sums?|amounts?|balance|payment|fees?|arrears|debts?|invoices?|rent|deposit|refund|[£$€]\s?[\d,.]+|damages|costs|compensation)\b[^.;:]{0,120}?\b(?:is|are|remains?|becomes?|falls?|be)\s+(?:now\s+|hereby\s+|immediately\s+|therefore\s+)*(?:due|payable|owed|outstanding|required|demanded)\b/giu;
/** “Your responses are due within thirty days of service.” */
const PAPER_DUE =
  /(?<![\p{L}\d])(?<what>(?:your\s+|the\s+|all\s+)?(?:(?:written|full|verified)\s+)?(?:responses?|answers?|objections?|repl(?:y|ies)|production|disclosures?|documents))\b[^.;:,]{0,60}?\s(?:is|are|shall\s+be|will\s+be)\s+(?:now\s+)?due(?=\s+(?:within|by|on|in|before|no|not)\b)/giu;
const OF_A_CASE = /\b(?:which|that|when|if|once|until)\s+(?:is|are|becomes?|falls?)\b/i;

/** “The balance is due”, “your responses are due by …”: what falls due is asked for where a time stands with it. */
export function dueForms(words: string): Form[] {
  const sums = matches(words, PAYABLE).filter(([said]) => !OF_A_CASE.test(said));
  const papers = matches(words, PAPER_DUE).filter(([said]) => !OF_A_CASE.test(said));
  const at = ({ index }: RegExpExecArray) => ({ start: index, content: index, needsLimit: true });
  return [
    ...sums.map((match): Form => ({ rule: 'a sum is due', ...at(match), kind: 'pay' })),
    ...papers.map((match): Form => ({ rule: 'a paper is due', ...at(match), kind: 'respond-or-confirm' })),
  ];
}
