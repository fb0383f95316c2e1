/** Benchmarks of Tributary beside what it is compared with; not part of the build's tests. */
package io.tributary.bench;
