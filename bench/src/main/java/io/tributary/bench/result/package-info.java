/**
 * What the benchmarks measure and how it is written down: figures, ratios, results.json, the chart.
 */
package io.tributary.bench.result;
