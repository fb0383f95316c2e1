/** The command line of the benchmarks, which stand beside what they are compared with. */
@NullMarked
package io.tributary.bench;

import org.jspecify.annotations.NullMarked;
