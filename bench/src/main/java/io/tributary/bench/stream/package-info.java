/** Measures how fast changes come through, and how late. */
package io.tributary.bench.stream;
