/** Converts the first rows of a source without writing them, to count what would be refused. */
package io.tributary.checks.sample;
