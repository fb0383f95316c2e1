/** Measures how long applications cannot write while the sides are changed. */
package io.tributary.bench.cutover;
