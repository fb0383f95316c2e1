/**
 * What the benchmarks measure and how it is written down: figures, ratios, results.json, the chart.
 */
@NullMarked
package io.tributary.bench.result;

import org.jspecify.annotations.NullMarked;
