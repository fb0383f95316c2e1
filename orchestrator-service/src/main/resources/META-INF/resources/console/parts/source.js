// @ts-check
import { html, nothing } from '../html.js';
import { bytes, counted, grouped, known, millis, percent } from '../model/text.js';
import { phaseTone, phaseWords } from '../model/words.js';
import { orderButton } from './buttons.js';
import { tableRestarts } from './anew.js';
import { lagChart } from './chart.js';
import { problemBox } from './problem.js';

/**
 * How one source is: phase, copy, lag, backlog, what was compared, and what is wrong.
 *
 * @param {import('../app.js').App} app
 * @param {import('../service/feed.js').Feed} feed
 * @param {import('../model/types.js').Status} status
 * @param {import('../model/types.js').Source} source
 */
export function sourceCard(app, feed, status, source) {
  const id = 'source-' + source.name;
  return html`<article class="card source" aria-labelledby=${id}>
    <header>
      <h3 id=${id}>${source.name}</h3>
      <span class="badge ${phaseTone(source)}">${phaseWords(source.phase)}</span>
      ${source.fence ? html`<span class="badge stop">fenced</span>` : nothing}
      ${app.may('operator') && status.orders.includes('restart') && source.phase !== 'STOPPED'
        ? html`<span class="far">${orderButton(app, { order: 'restart', source: source.name, query: { source: source.name } }, { plain: true })}</span>`
        : nothing}
    </header>
    ${problemBox(app, source.error, { source: source.name })}
    ${(source.warnings ?? []).map(warning => problemBox(app, warning, { source: source.name, warning: true }))}
    ${tableRestarts(source.tableRestarts ?? [])}
    ${streamBody(feed, source, false)}
    ${source.wayBack ? wayBack(app, feed, source.wayBack) : nothing}
  </article>`;
}

/** @param {import('../app.js').App} app @param {import('../service/feed.js').Feed} feed @param {import('../model/types.js').Source} back */
function wayBack(app, feed, back) {
  if (back.phase === 'NEW' && !back.error) {
    return html`<p class="quiet return">Has a way back, which is not begun.</p>`;
  }
  return html`<div class="return">
    <h4>The way back <span class="badge ${phaseTone(back)}">${phaseWords(back.phase)}</span></h4>
    ${problemBox(app, back.error, { source: back.name })}
    ${streamBody(feed, back, true)}
  </div>`;
}

/** @param {import('../service/feed.js').Feed} feed @param {import('../model/types.js').Source} source @param {boolean} back */
function streamBody(feed, source, back) {
  const stream = source.stream;
  if (!stream) {
    return html`<p class="quiet">Nothing was reported yet.</p>`;
  }
  const copying = !back && ['NEW', 'PREPARING', 'SNAPSHOT', 'INDEXING'].includes(source.phase);
  return html`
    ${copying ? copy(feed, source, stream) : nothing}
    <div class="stream">
      <dl class="figures">
        ${back ? nothing : figure('Copied', counted(stream.snapshotRows, 'row'), '')}
        ${figure('Changes since the start', grouped(stream.changes), pace(feed.pace.rate(source.name, 'changes'), 'changes/s'))}
        ${figure('Lag', !known(stream.lagMillis) ? 'unknown' : millis(stream.lagMillis), usual(stream))}
        ${backlog(stream, back)}
        ${compared(source)}
        ${aside(stream)}
      </dl>
      ${lagChart(feed.pace.of(source.name))}
    </div>`;
}

/** @param {string} name @param {string} value @param {string} more */
function figure(name, value, more) {
  return html`<div><dt>${name}</dt><dd><span class="figure">${value}</span>${more === '' ? nothing : html` <span class="quiet">${more}</span>`}</dd></div>`;
}

/** @param {number|null} rate @param {string} unit */
function pace(rate, unit) {
  return rate === null ? '' : `${grouped(rate)} ${unit}`;
}

/** @param {import('../model/types.js').Stream} stream */
function usual(stream) {
  return stream.lagP99Millis === 0
    ? ''
    : `usually ${millis(stream.lagP50Millis)}, 99 of 100 within ${millis(stream.lagP99Millis)}`;
}

/** @param {import('../model/types.js').Stream} stream @param {boolean} back */
function backlog(stream, back) {
  return html`
    ${!known(stream.keptWalBytes) ? nothing : figure('WAL kept', bytes(stream.keptWalBytes), back ? 'at the target' : 'at the source')}
    ${!known(stream.behindBytes) ? nothing : figure('To apply', bytes(stream.behindBytes), '')}
    ${!known(stream.behindRows) ? nothing : figure('To apply', counted(stream.behindRows, 'row'), '')}`;
}

/** @param {import('../model/types.js').Source} source */
function compared(source) {
  const found = source.validation;
  if (!found || found.tables === 0) {
    return figure('Verified equal', 'not yet', '');
  }
  const share = `${found.verified} of ${counted(found.tables, 'table')}`;
  const more = percent(found.verified, found.tables) + (found.different === 0 ? '' : `, ${grouped(found.different)} different`);
  return figure('Verified equal', share, more + (found.changedRows === 0 ? '' : `, ${counted(found.changedRows, 'changed row')} to compare`));
}

/** @param {import('../model/types.js').Stream} stream */
function aside(stream) {
  return html`
    ${stream.deadLetters === 0 ? nothing : figure('Dead letters', grouped(stream.deadLetters), 'refused by the target')}
    ${stream.quarantined === 0 ? nothing : figure('Quarantined', counted(stream.quarantined, 'row'), '')}`;
}

/** @param {import('../service/feed.js').Feed} feed @param {import('../model/types.js').Source} source @param {import('../model/types.js').Stream} stream */
function copy(feed, source, stream) {
  const rate = feed.pace.rate(source.name, 'rows');
  const left = !known(stream.snapshotRemainingSeconds) ? null : stream.snapshotRemainingSeconds * 1000;
  const of = !known(stream.snapshotRowsExpected) ? '' : ` of about ${grouped(stream.snapshotRowsExpected)}`;
  return html`<div class="copy-progress">
    <progress max="100" value=${source.snapshotPercent ?? nothing} aria-label="Copy of ${source.name}"></progress>
    <p><span class="figure">${source.snapshotPercent === undefined ? '' : source.snapshotPercent + '%'}</span>
      ${grouped(stream.snapshotRows)}${of} rows${rate === null ? '' : `, ${grouped(rate)} rows/s`}${left === null ? '' : `, about ${millis(left)} left`}</p>
    ${stream.copies.length === 0
      ? nothing
      : html`<ul class="copies">${stream.copies.map(table => html`<li><span>${table.table}</span>
          <span class="quiet">${counted(table.rows, 'row')}, ${bytes(table.bytes)}${!known(table.remainingSeconds) ? '' : `, about ${millis(table.remainingSeconds * 1000)} left`}</span></li>`)}</ul>`}
  </div>`;
}
