/** Measures how long initial rows take. */
package io.tributary.bench.copy;
