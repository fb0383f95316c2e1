// @ts-check
import { html, nothing } from '../html.js';
import { keepToken, token } from '../service/session.js';

/** Asks for the token. */
export class SignInPage {
  /** @param {import('../app.js').App} app @param {string} why the last one was refused */
  constructor(app, why) {
    this.app = app;
    this.why = why;
    this.busy = false;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const typed = String(new FormData(form).get('token') ?? '').trim();
    if (typed !== '') {
      keepToken(typed);
      await this.again();
    }
  }

  async again() {
    this.busy = true;
    this.app.changed();
    await this.app.signIn();
  }

  view() {
    return html`<main class="signin">
      <div class="card">
        <p class="brand large">Tributary</p>
        <h1 tabindex="-1">Sign in</h1>
        <form @submit=${(/** @type {SubmitEvent} */ event) => this.submit(event)}>
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="current-password" spellcheck="false" required autofocus
            aria-describedby="where" aria-invalid=${this.why === '' ? nothing : 'true'}>
          ${this.why === '' ? nothing : html`<p class="problem stop" role="alert">${this.why}</p>`}
          <div class="row">
            <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in' : 'Sign in'}</button>
            ${token() === null ? nothing : html`<button type="button" @click=${() => this.again()}>Try again</button>`}
          </div>
        </form>
        <div id="where" class="quiet">
          <p><code>./tributary up</code> and <code>demo</code> keep their token in the file <code>api.token</code> of their home directory:</p>
          <p><code class="line">cat .tributary/api.token</code><br><code class="line">cat .tributary/demo/api.token</code></p>
          <p>Where OpenID Connect is configured, an access token of its server does as well. It is kept for this tab alone, until the tab is closed.</p>
        </div>
      </div>
    </main>`;
  }
}
