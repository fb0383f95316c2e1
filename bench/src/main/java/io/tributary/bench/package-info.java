/** The command line of the benchmarks, which stand beside what they are compared with. */
package io.tributary.bench;
