/** An item of evidence linked to a demand; handed in by the evidence, which comes after. */
export interface LinkedItem {
  readonly id: string;
  /** `R-0003` */
  readonly number: string;
  readonly title: string;
  readonly isPrivileged: boolean;
  /** Of its document; null where they are not known. */
  readonly pages: number | null;
}

/** The linked items as a response may point at them; without a stored choice, every one that may leave as it stands. */
export function citeRows(
  linked: readonly LinkedItem[],
  chosen: readonly { readonly itemId: string; readonly pages: string }[] | null,
  naming: ReadonlySet<string>,
) {
  return linked.map((item) => {
    const pinpoint = chosen?.find(({ itemId }) => itemId === item.id);
    return {
      ...{ id: item.id, number: item.number, title: item.title, isPrivileged: item.isPrivileged },
      namesPeople: naming.has(item.id),
      // What is to stay here is ticked by nobody but a person.
      isCited: chosen === null ? !item.isPrivileged && !naming.has(item.id) : pinpoint !== undefined,
      pages: pinpoint?.pages ?? '',
    };
  });
}
