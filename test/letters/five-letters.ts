/** A letter of its kind, with what it demands worked out by hand: words of the demand, and of its time where it has one. */
export interface KnownLetter {
  readonly kind: string;
  readonly words: string;
  readonly demands: readonly (readonly [words: string, time: string | null])[];
}

/** Invented letters; no person, house or number in them is real. */
export const FIVE_LETTERS: readonly KnownLetter[] = [
  {
    kind: 'employment',
    words: `Harrow & Pell LLP
18 Castle Gate, Nottingham NG1 7AR

4 March 2026

By email only

Ms Dorothy Vance
Human Resources Director
Brackley Foods Limited

Dear Ms Vance

Our client: Mr Idris Okafor

We act for Mr Idris Okafor, who was employed by your company as a shift manager from 6 May 2019 until 13 February 2026.

Our client was dismissed without notice at a meeting that lasted some nine minutes. He had raised a grievance on 30 January 2026, which has not been heard to this day.

The outcome of the internal appeal should reach him no later than 13 March 2026. Kindly let us have the notes of the meeting of 13 February 2026, and the investigation report on which you relied, by close of business on 11 March 2026.

Our client's accrued holiday pay (£1,284.60) and his notice pay (£3,910.00) remain outstanding. Payment of both sums is to be made into his usual account by 18 March 2026.

Would you please also ensure that no member of staff discusses the reasons for dismissal with any prospective employer. CCTV recordings of the loading bay for 9 to 13 February 2026 are overwritten after thirty days and are to be kept until further notice.

A reference in the agreed form ought to be issued within seven days of this letter.

We look forward to hearing from you by 18 March 2026, failing which early conciliation will be started with ACAS without further reference to you.

Yours sincerely

Harrow & Pell LLP
`,
    demands: [
      ['outcome of the internal appeal should reach him', '13 March 2026'],
      ['let us have the notes of the meeting', '11 March 2026'],
      ['Payment of both sums is to be made', '18 March 2026'],
      ['ensure that no member of staff discusses', null],
      ['are to be kept until further notice', null],
      ['reference in the agreed form ought to be issued', 'within seven days of this letter'],
      ['look forward to hearing from you', '18 March 2026'],
    ],
  },
  {
    kind: 'cease and desist',
    words: `LINDQVIST OAKES PLLC
Attorneys at Law
410 Pike Street, Suite 900, Seattle, WA 98101

January 12, 2026

VIA FEDEX AND EMAIL

Marlow Teague
CEO, Reid Robotics Inc.
77 Foundry Way
Austin, TX 78701

Re: Infringement of the GRIPWELL mark, U.S. Reg. No. 5,812,004

Dear Mr. Teague:

This firm represents Halden Tools, Inc., owner of the federally registered trademark GRIPWELL for hand tools and powered gripping devices.

It has come to our client's attention that your company is advertising a robotic gripper under the name GRIP-WEL. Consumers are likely to be confused.

Your company has until January 26, 2026 to confirm in writing that it has withdrawn the name from every advertisement, web page and package. In the meantime, no further units bearing the name may be shipped.

By the same date our client will need an accounting of all units sold, with the revenue from each.

The domain grip-wel.example is to be transferred to our client not later than ten (10) days after the date of this letter.

All inventory bearing the name must be delivered up or destroyed, and an officer's sworn certificate of that fact is due on February 9, 2026.

Please govern yourself accordingly. Nothing in this letter waives any right of our client, all of which are reserved.

Very truly yours,

Ingrid Lindqvist
LINDQVIST OAKES PLLC
`,
    demands: [
      ['has until January 26, 2026 to confirm in writing', 'January 26, 2026'],
      ['no further units bearing the name may be shipped', null],
      ['an accounting of all units sold', 'By the same date'],
      ['is to be transferred to our client', 'ten (10) days after the date of this letter'],
      ['must be delivered up or destroyed', null],
      ['sworn certificate of that fact is due on', 'February 9, 2026'],
    ],
  },
  {
    kind: 'construction',
    words: `TORVALE CIVIL PTY LTD
PO Box 1180, Newcastle NSW 2300

22 April 2026

BY HAND AND BY EMAIL

The Contract Administrator
Merrin Build Group Pty Ltd
Level 4, 9 Hunter Street
Newcastle NSW 2300

Dear Sir

Wharf Road Upgrade, Contract WR-17: notice of dispute and payment claim 9

We refer to Progress Claim 9, served on 27 March 2026 in the amount of $418,220.00 (excluding GST). Your payment schedule was due on 14 April 2026 and has not been received.

The unpaid amount of $418,220.00 falls to be paid on or before 29 April 2026.

Under clause 39.2 the Superintendent must assess the extension of time claims EOT-11 to EOT-14 within 14 days after receipt of this notice.

You are to rectify the formwork at Pier 6 before the next concrete pour on 4 May 2026. Access to Area C needs to be given by 7.00 am on 27 April 2026.

We would ask that senior executives of both parties meet on or before 6 May 2026 to attempt to resolve the dispute in accordance with clause 42.

The as-built survey and the hold point releases, requested on 2 April 2026, are still awaited; we expect them by Friday, 24 April 2026.

If the sum is not paid by that date we will suspend the works and have recourse to adjudication.

Yours faithfully

Bronte Castellan
Project Director
Torvale Civil Pty Ltd
`,
    demands: [
      ['falls to be paid', '29 April 2026'],
      ['Superintendent must assess the extension of time claims', 'within 14 days after receipt'],
      ['rectify the formwork at Pier 6', '4 May 2026'],
      ['Access to Area C needs to be given', '27 April 2026'],
      ['senior executives of both parties meet', '6 May 2026'],
      ['we expect them by', '24 April 2026'],
      ['If the sum is not paid by that date', 'by that date'],
    ],
  },
  {
    kind: 'consumer',
    words: `Theresa Quillan
5 Larch Close
Reading RG4 8PL

9 June 2026

Customer Relations
Northgate Kitchens Ltd
Unit 3, Severn Park
Gloucester GL2 5EU

Dear Sir or Madam,

Order NK-20457: kitchen fitted on 20 and 21 April 2026

I paid £11,460 for a kitchen that your fitters left half done. The worktop is cracked, two doors do not close and the hob has never been connected.

I have rung you eleven times. Each time I was told that somebody would come.

I am giving you one last chance to put things right: a fitter has to come and replace the worktop by 23 June 2026.

I also want the £640 back that I paid an electrician to make the hob safe. I'd like to see that in my account within a fortnight.

If I haven't had a proper answer by the end of June, I will reject the kitchen under the Consumer Rights Act 2015 and go to the small claims court. You can tell me in writing what you intend to do before 16 June 2026.

And stop sending me texts about finance offers.

Yours faithfully,

Theresa Quillan
`,
    demands: [
      ['a fitter has to come', null],
      ['replace the worktop', '23 June 2026'],
      ['I also want the £640 back', null],
      ['see that in my account', 'within a fortnight'],
      ['a proper answer', 'by the end of June'],
      ['tell me in writing what you intend to do', 'before 16 June 2026'],
      ['stop sending me texts', null],
    ],
  },
  {
    kind: 'data protection',
    words: `Pádraig Nolan
Castlebar, Co. Mayo

2 February 2026

The Data Protection Officer
Sligo Health Insurance DAC
12 Stephen Street, Sligo

Dear Data Protection Officer,

Subject access request and objection

I am a former policyholder (policy SH-338-1902).

Under Article 15 of the GDPR I am entitled to a copy of all personal data you hold about me, together with the information in Article 15(1)(a) to (h). The statutory period of one month ends on 2 March 2026.

I object under Article 21 to any further use of my data for marketing; such use has to end at once.

My old address, 14 Abbey Road, is to be corrected in your records, and every recipient to whom it was disclosed told of the correction, inside ten working days.

Profiling scores that were assigned to me since 2021 should be erased. Confirmation of the erasure is wanted by 27 February 2026.

I'd be grateful for an acknowledgement of this letter by return, and for the name of the processor that runs your claims portal no later than 13 February 2026.

Should you extend the period under Article 12(3), the reasons have to be given to me before 2 March 2026.

If no answer comes I will complain to the Data Protection Commission.

Yours sincerely,

Pádraig Nolan
`,
    demands: [
      ['a copy of all personal data you hold about me', null],
      ['statutory period of one month ends on', '2 March 2026'],
      ['such use has to end at once', 'at once'],
      ['is to be corrected in your records', 'inside ten working days'],
      ['should be erased', null],
      ['Confirmation of the erasure is wanted', '27 February 2026'],
      ['an acknowledgement of this letter', 'by return'],
      ['name of the processor', '13 February 2026'],
      ['the reasons have to be given to me', 'before 2 March 2026'],
    ],
  },
];
