// @ts-check
/**
 * The page of a report within this page. It is parsed and never run: no script of it would be, and
 * its own style reaches nothing else, since it stands in a shadow tree.
 */
class SignedReport extends HTMLElement {
  constructor() {
    super();
    this.shown = '';
    this.tree = this.attachShadow({ mode: 'open' });
  }

  /** The text of the page, as the service answers it. */
  set text(page) {
    if (page === this.shown) {
      return;
    }
    this.shown = page;
    // The policy of this page knows no style within markup, so it is taken out before.
    const [markup, styles] = apart(page);
    const parsed = new DOMParser().parseFromString(trusted(markup), 'text/html');
    this.tree.adoptedStyleSheets = styles.map(style => {
      const sheet = new CSSStyleSheet();
      // The root of its own page is this element here.
      sheet.replaceSync(style.replaceAll(':root', ':host').replace(/(^|[},\s])(?:html|body)(?=[\s,{])/g, '$1:host'));
      return sheet;
    });
    this.tree.replaceChildren(...parsed.body.childNodes);
  }

  get text() {
    return this.shown;
  }
}

/** @param {string} page @returns {[string, string[]]} */
function apart(page) {
  /** @type {string[]} */
  const styles = [];
  const markup = page.replace(/<style>([^]*?)<\/style>/g, (_, style) => {
    styles.push(style);
    return '';
  });
  return [markup, styles];
}

const policies = /** @type {any} */ (globalThis).trustedTypes;
const policy = policies?.createPolicy('tributary-report', { createHTML: (/** @type {string} */ text) => text });

/** @param {string} page @returns {any} */
function trusted(page) {
  return policy ? policy.createHTML(page) : page;
}

customElements.define('signed-report', SignedReport);
