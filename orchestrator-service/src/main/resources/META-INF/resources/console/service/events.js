// @ts-check
/**
 * Reads server-sent events (the HTML standard's text/event-stream) out of the pieces in which they
 * arrive. The browser's own EventSource cannot send the token.
 *
 * @typedef {{event: string, id: string, data: string}} ServerEvent
 */
export class EventReader {
  constructor() {
    this.rest = '';
    this.id = '';
    /** @type {string[]} */
    this.data = [];
    this.event = '';
  }

  /**
   * @param {string} piece
   * @returns {ServerEvent[]} those that are complete now
   */
  read(piece) {
    const lines = (this.rest + piece).split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap(line => this.line(line));
  }

  /** @param {string} line @returns {ServerEvent[]} */
  line(line) {
    if (line === '') {
      return this.end();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.data.push(value);
    } else if (field === 'event') {
      this.event = value;
    } else if (field === 'id') {
      this.id = value;
    }
    return [];
  }

  /** @returns {ServerEvent[]} */
  end() {
    const told = this.data.length > 0 ? [{ event: this.event || 'message', id: this.id, data: this.data.join('\n') }] : [];
    this.data = [];
    this.event = '';
    return told;
  }
}
