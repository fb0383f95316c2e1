/**
 * The applications of the demo: each writes to its sample until the demo ends, and remembers what
 * was acknowledged.
 */
@NullMarked
package io.tributary.local.demo.writer;

import org.jspecify.annotations.NullMarked;
