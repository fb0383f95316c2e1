// @ts-check
import { html, nothing } from '../html.js';
import { pieces } from '../model/text.js';

/**
 * A message in which commands and statements stand out, and can be copied.
 *
 * @param {string} message
 */
export function typed(message) {
  return pieces(message).map(piece => (piece.code ? code(piece.text) : piece.text));
}

/** @param {string} text */
function code(text) {
  return html`<code class="typed">${text}</code>${text.includes(' ') ? copyButton(text) : nothing}`;
}

/** @param {string} text */
export function copyButton(text) {
  return html`<button class="copy" aria-label="Copy ${text}" @click=${(/** @type {Event} */ event) => copy(event, text)}>Copy</button>`;
}

/** @param {Event} event @param {string} text */
async function copy(event, text) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  try {
    // Only where the page came by TLS or from this machine.
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(/** @type {Node} */ (button.previousElementSibling));
    button.textContent = 'Selected';
  }
}
