/** Measures whether the same work goes on at the same speed when there is more of it. */
package io.tributary.bench.growth;
