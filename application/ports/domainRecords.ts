/** What the DNS says of domains. */
export interface DomainRecords {
  /** The TXT records of a name, none where it has none; undefined when the DNS gave no answer in time. */
  txt(name: string): Promise<readonly string[] | undefined>;
}
