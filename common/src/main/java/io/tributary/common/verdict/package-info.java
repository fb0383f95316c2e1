/**
 * What the comparison of a table found: its verdict, the rows that differ, and what it cannot see.
 */
@NullMarked
package io.tributary.common.verdict;

import org.jspecify.annotations.NullMarked;
