// @ts-check
import { html, nothing, repeat } from '../html.js';
import { clock, moment } from '../model/text.js';
import { healthTone, stateWords } from '../model/words.js';
import { addressOf } from '../route.js';
import { api, ApiError } from '../service/api.js';
import { Loading } from '../service/loading.js';

const ASK_EVERY = 2_000;

/** All migrations, each with what is true of it now. */
export class MigrationsPage {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.app = app;
    this.list = new Loading(() => api.migrations(), () => this.heard());
    this.timer = setInterval(() => this.list.load(), ASK_EVERY);
    this.list.load();
  }

  close() {
    clearInterval(this.timer);
  }

  heard() {
    const error = this.list.error;
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      this.close();
      this.app.signOut(error.message);
    } else if (!this.list.busy) {
      this.app.changed();
    }
  }

  view() {
    const { value, error, at } = this.list;
    return html`<main id="main">
      <h1 tabindex="-1">Migrations</h1>
      ${error
        ? html`<p class="problem wait" role="status">Not live: ${error.message}
            ${value ? `What is shown is of ${clock(at)}.` : ''} It is asked again every two seconds.</p>`
        : nothing}
      ${value === null && error === null ? html`<p class="quiet">Asking.</p>` : nothing}
      ${value?.length === 0 ? none() : nothing}
      <ul class="migrations">
        ${repeat(value ?? [], each => each.name, line)}
      </ul>
    </main>`;
  }
}

function none() {
  return html`<div class="card empty">
    <p>There is no migration.</p>
    <p class="quiet">Make its file, then start it:</p>
    <p><code class="line">./tributary init --from postgresql://… --to postgresql://… --file shop.yaml</code><br>
    <code class="line">./tributary start shop.yaml</code></p>
  </div>`;
}

/** @param {import('../model/types.js').Summary} each */
function line(each) {
  return html`<li class="card migration">
    <div class="what">
      <h2><a href=${addressOf(each.name)}>${each.name}</a></h2>
      <p class="sentence small">${each.writes.sentence}</p>
      ${each.error ? html`<p class="problem ${healthTone(each.health)}"><span class="code">${each.error.code}</span> ${each.error.message}</p>` : nothing}
    </div>
    <div class="how">
      <span class="badge ${healthTone(each.health)}">${each.health}</span>
      <span class="state">${stateWords(each.state)}</span>
      ${each.since ? html`<span class="quiet">since ${moment(each.since)}</span>` : nothing}
    </div>
  </li>`;
}
