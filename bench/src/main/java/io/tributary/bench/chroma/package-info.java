/** Measures how the connector reads a large Chroma directory. */
package io.tributary.bench.chroma;
