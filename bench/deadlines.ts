import { performance } from 'node:perf_hooks';
import { countDeadline } from '../src/deadlines/counting/computation.js';
import { dayOf, isoOf } from '../src/deadlines/counting/day.js';
import type { DeadlineInput } from '../src/deadlines/counting/deadline-input.js';
import { loadReference } from '../src/deadlines/counting/reference.js';

// Prints how long a million counts without a list of steps take. Nothing is asserted: machines differ.

const TOTAL = 1_000_000;
const INPUTS = 10_000;
const FIRST_DAY = dayOf('1996-01-01', 'bench');
const LAST_DAY = dayOf('2034-06-30', 'bench');

type Way = readonly [name: string, input: Omit<DeadlineInput, 'trigger' | 'count'>, longest: number];

const WAYS: readonly Way[] = [
  ['private, calendar days', { rule: 'DEMAND_CALENDAR_EXCLUSIVE', unit: 'days' }, 90],
  ['private, business days', { rule: 'DEMAND_BUSINESS_DAYS', unit: 'days', holidays: 'US-FEDERAL' }, 90],
  ['private, months', { rule: 'DEMAND_MONTHS', unit: 'months' }, 24],
  ['FRCP 6(a)', { rule: 'FRCP 6(a)', unit: 'days' }, 90],
  ['FRCP 6(d), mail', { rule: 'FRCP 6(d)', unit: 'days', service: 'mail' }, 90],
  ['FRCP 6(a), backward', { rule: 'FRCP 6(a)(5)', unit: 'days', direction: 'backward' }, 90],
  ['CPR 2.8, clear days', { rule: 'CPR 2.8', unit: 'clear_days' }, 30],
  [
    'CPR 6.26, then clear days',
    { rule: 'CPR 6.26', unit: 'clear_days_after_deemed_service', service: 'first_class_post' },
    30,
  ],
  ['CCP 1010.6, electronic', { rule: 'CCP 1010.6', unit: 'days', service: 'electronic' }, 90],
  ['CCP 1005(b), court days back', { rule: 'CCP 1005(b)', unit: 'court_days', service: 'mail' }, 30],
];

const random = randomFrom(20_140_605);
const runs = TOTAL / WAYS.length;
const reference = loadReference();

console.log(`${TOTAL.toLocaleString('en')} counts without steps, Node ${process.version}, one thread\n`);
console.log(`${'rule'.padEnd(30)}${'counts'.padStart(10)}${'seconds'.padStart(10)}${'each'.padStart(10)}`);
let whole = 0;
for (const [name, input, longest] of WAYS) {
  const inputs = Array.from({ length: INPUTS }, () => ({
    ...input,
    trigger: isoOf(FIRST_DAY + Math.floor(random() * (LAST_DAY - FIRST_DAY))),
    count: 1 + Math.floor(random() * longest),
  }));
  const started = performance.now();
  for (let run = 0; run < runs; run += INPUTS) for (const one of inputs) countDeadline(one, reference);
  const took = performance.now() - started;
  whole += took;
  print(name, runs, took);
}
print('all', TOTAL, whole);

function print(name: string, counts: number, milliseconds: number): void {
  const each = `${((milliseconds * 1000) / counts).toFixed(2)} µs`;
  console.log(
    `${name.padEnd(30)}${counts.toLocaleString('en').padStart(10)}${(milliseconds / 1000).toFixed(2).padStart(10)}${each.padStart(10)}`,
  );
}

/** Numbers from 0 up to 1, the same on every run (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
