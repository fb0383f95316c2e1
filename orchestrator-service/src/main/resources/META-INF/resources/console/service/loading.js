// @ts-check
/**
 * Something that is read once, and again on demand: what there is, and why there is no more of it.
 *
 * @template T
 */
export class Loading {
  /**
   * @param {() => Promise<T>} read
   * @param {() => void} changed
   */
  constructor(read, changed) {
    this.read = read;
    this.changed = changed;
    /** @type {T|null} */
    this.value = null;
    /** @type {Error|null} */
    this.error = null;
    this.busy = false;
    this.at = 0;
  }

  async load() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.changed();
    try {
      this.value = await this.read();
      this.error = null;
      this.at = Date.now();
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.busy = false;
      this.changed();
    }
  }
}
