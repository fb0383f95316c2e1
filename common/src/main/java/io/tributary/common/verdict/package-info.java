/**
 * What the comparison of a table found: its verdict, the rows that differ, and what it cannot see.
 */
package io.tributary.common.verdict;
