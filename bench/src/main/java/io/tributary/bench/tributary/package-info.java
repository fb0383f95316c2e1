/** Drives Tributary through its API, as an operator does. */
package io.tributary.bench.tributary;
