// @ts-check
import { html, svg } from '../html.js';
import { clock, millis } from '../model/text.js';

const WIDTH = 320;
const HEIGHT = 56;

/**
 * The lag of a stream since the page was opened; the line breaks where nobody knew it.
 *
 * @param {import('../model/pace.js').Sample[]} samples
 */
export function lagChart(samples) {
  const first = samples[0];
  const last = samples[samples.length - 1];
  if (!first || !last || last.at === first.at) {
    return html`<p class="chart quiet">The lag is drawn from now on.</p>`;
  }
  const highest = Math.max(...samples.map(sample => sample.lag ?? 0));
  const top = Math.max(highest, 100) * 1.15;
  const x = (/** @type {number} */ at) => ((at - first.at) / (last.at - first.at)) * WIDTH;
  const y = (/** @type {number} */ lag) => HEIGHT - 1 - (lag / top) * (HEIGHT - 2);
  const now = last.lag === null ? 'unknown' : millis(last.lag);
  return html`<figure class="chart">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img"
      aria-label="Lag since ${clock(first.at)}: now ${now}, highest ${millis(highest)}">
      ${svg`<path class="base" d="M0 ${HEIGHT - 1}H${WIDTH}"></path>`}
      ${svg`<path class="line" d=${path(samples, x, y)}></path>`}
    </svg>
    <figcaption><span>${clock(first.at)}</span><span>highest ${millis(highest)}</span><span>now</span></figcaption>
  </figure>`;
}

/**
 * @param {import('../model/pace.js').Sample[]} samples
 * @param {(at: number) => number} x
 * @param {(lag: number) => number} y
 */
function path(samples, x, y) {
  let pen = 'M';
  let drawn = '';
  for (const sample of samples) {
    if (sample.lag === null) {
      pen = 'M';
    } else {
      drawn += `${pen}${x(sample.at).toFixed(1)} ${y(sample.lag).toFixed(1)}`;
      pen = 'L';
    }
  }
  return drawn === '' ? 'M0 0' : drawn;
}
