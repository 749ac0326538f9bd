import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';
import { computeDeadline, countDeadline } from '../../../src/deadlines/counting/computation.js';
import type { DeadlineInput } from '../../../src/deadlines/counting/deadline-input.js';

interface Row {
  readonly shows: string;
  readonly source: string;
  readonly input: DeadlineInput;
  readonly due: string;
  readonly weekday: string;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const page = readFileSync(new URL('counted-by-hand.md', import.meta.url), 'utf8');

for (const part of page.split(/^## /m).slice(1)) {
  const [name = '', ...lines] = part.split('\n');
  const rows = lines.filter((line) => line.startsWith('| ')).slice(2);
  describe(`counted by hand: ${name}`, () => {
    for (const { shows, source, input, due, weekday } of rows.map(rowOf))
      it(`${shows} (${source})`, () => {
        expect(weekday).to.equal(WEEKDAYS[Temporal.PlainDate.from(due).dayOfWeek - 1]);
        expect(computeDeadline(input).due).to.equal(due);
        expect(countDeadline(input), 'without steps').to.equal(due);
      });
  });
}

function rowOf(line: string): Row {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, shows = '', source = '', rule = '', trigger = '', amount = '', also = '', answer = ''] = cells;
  const [count = '', unit = ''] = amount.split(' ');
  const [weekday = '', due = ''] = answer.split(' ');
  return {
    shows,
    source,
    input: { rule, trigger, count: Number(count), unit, ...alsoOf(also) },
    due,
    weekday,
  };
}

/** `service: mail; closures: 2026-06-10 2026-06-11; extension: 5 calendar_days`. */
function alsoOf(text: string): Partial<DeadlineInput> {
  const also = new Map(
    text
      .split('; ')
      .filter((part) => part !== '')
      .map((part) => part.split(': '))
      .map(([key = '', value = '']) => [key, value] as const),
  );
  const { closures, extension, ...plain } = Object.fromEntries(also);
  const [count, unit = ''] = (extension ?? '').split(' ');
  return {
    ...plain,
    ...(closures === undefined ? {} : { closures: closures.split(' ').map((on) => ({ on })) }),
    ...(extension === undefined ? {} : { extension: { count: Number(count), unit } }),
  };
}
