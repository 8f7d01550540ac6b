/** Lets a test hold handlers in the middle of their work. */
export class Gates {
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;
  waiting = 0;

  /** Handlers wait from now on, until `open`. */
  close(): void {
    this.held = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  open(): void {
    this.held = undefined;
    this.waiting = 0;
    this.release();
  }

  async pass(): Promise<void> {
    if (!this.held) return;
    this.waiting += 1;
    await this.held;
  }
}
