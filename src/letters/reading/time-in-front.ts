const COUNT =
  '(?:within|in|not?\\s+(?:later|more)\\s+than)\\s+(?:the\\s+next\\s+)?[\\w-]+\\s+(?:\\(\\d+\\)\\s+)?(?:(?:business|working|calendar|clear|court)\\s+)?(?:hours?|days?|weeks?|months?)';
const START =
  '\\s+(?:of|from|after)\\s+(?:(?:the\\s+)?(?:date|receipt|service|delivery)\\s+(?:of\\s+|hereof\\b)?)?(?:(?:this|the|our)\\s+(?:letter|notice|demand|e-?mail)|receipt|service|today)?';
const DAY =
  '(?:by|before|on\\s+or\\s+before|not?\\s+later\\s+than)\\s+(?:\\d{1,2}(?:st|nd|rd|th)?\\s+[a-z]+(?:\\s+\\d{4})?|[a-z]+\\s+\\d{1,2}(?:,?\\s+\\d{4})?)';

/** A pattern for a time in front of an act with no comma behind it: “Within 5 days send …”, “By 20 June 2014 pay …”. */
export const TIME_IN_FRONT = `(?:${COUNT}(?:${START})?|${DAY})`;
