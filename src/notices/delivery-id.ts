/** What tells one delivery from another, in SQL: its id; without one, account, network and time together. */
export const DELIVERY_ID = `coalesce('i' || notice_id, 'r' || account || chr(31) || network || chr(31) || epoch_us(shown_at))`;
/** What a repeated delivery must share with the first, in SQL; an id shared by other deliveries may be that of a text. */
export const DELIVERY_FACTS = 'struct_pack(account := account, network := network, shown_at := shown_at)';
